import { NumberValue } from "@aws-sdk/lib-dynamodb";
import type { TableItem } from "./table-item.js";

/**
 * An item in a form that the compiler reads: as it is, or, when it holds what JSON cannot say, as DynamoDB JSON: only
 * that tells sets, which have no order, from lists, and knows binaries and numbers of 38 digits.
 */
export function forCompiler(item: TableItem): unknown {
  return isJson(item) ? item : entriesOf(item);
}

function isJson(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (value instanceof Set || value instanceof Uint8Array || value instanceof NumberValue) return false;
  return Object.values(value).every(isJson);
}

function entriesOf(value: object) {
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, attribute(each)]));
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html */
function attribute(value: unknown): unknown {
  if (value instanceof Set) return set([...value]);
  if (value instanceof Uint8Array) return { B: base64(value) };
  if (value instanceof NumberValue) return { N: String(value) };
  if (Array.isArray(value)) return { L: value.map(attribute) };
  if (value === null) return { NULL: true };
  if (typeof value === "object") return { M: entriesOf(value) };
  if (typeof value === "boolean") return { BOOL: value };
  return typeof value === "string" ? { S: value } : { N: String(value) };
}

function set(members: readonly unknown[]) {
  if (members.every((member) => typeof member === "string")) return { SS: members };
  if (members.every((member) => member instanceof Uint8Array)) return { BS: members.map(base64) };
  return { NS: members.map(String) };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
