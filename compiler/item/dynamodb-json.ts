import { type Problem, pointer, show } from "../diagnostics/index.js";
import { define, isObject } from "./objects.js";

/** DynamoDB's own JSON: every value wrapped in its type, `{"S": "main"}`. */
const types = new Set(["S", "N", "BOOL", "NULL", "M", "L", "SS", "NS", "B", "BS"]);

/** Whether a value is an item in DynamoDB JSON: its key is wrapped, or, if it has none, every value is. */
export function isDynamoDbJson(value: unknown): value is Record<string, unknown> {
  if (!isObject(value)) return false;
  const key = ["RepoName", "RepoTag"].filter((name) => Object.hasOwn(value, name));
  if (key.length > 0) return key.some((name) => isWrapped(value[name]));
  const values = Object.values(value);
  return values.length > 0 && values.every(isWrapped);
}

/** Whether a value is wrapped in its type. */
export function isWrapped(value: unknown): value is Record<string, unknown> {
  if (!isObject(value)) return false;
  const keys = Object.keys(value);
  return keys.length === 1 && types.has(keys[0] ?? "");
}

/** The plain value of an item in DynamoDB JSON. What cannot be unwrapped becomes a problem and is left out. */
export function fromDynamoDbJson(item: Record<string, unknown>): { value: unknown; problems: Problem[] } {
  const problems: Problem[] = [];
  const value = unwrapMap(item, "", problems);
  return { value, problems };
}

function unwrapMap(map: Record<string, unknown>, path: string, problems: Problem[]): Record<string, unknown> {
  const plain: Record<string, unknown> = {};
  for (const [key, wrapped] of Object.entries(map)) {
    const value = unwrapValue(wrapped, path + pointer(key), problems);
    if (value !== undefined) define(plain, key, value);
  }
  return plain;
}

function unwrapValue(wrapped: unknown, path: string, problems: Problem[]): unknown {
  const [type, inner] = isWrapped(wrapped) ? (Object.entries(wrapped)[0] ?? []) : [];
  const unwrap = type === undefined ? undefined : unwrappers[type];
  const value = unwrap?.(inner, `${path}/${type}`, problems);
  if (value === undefined) problems.push(notWrapped(wrapped, path));
  return value;
}

type Unwrap = (inner: unknown, path: string, problems: Problem[]) => unknown;

const unwrappers: Record<string, Unwrap> = {
  S: (inner) => (typeof inner === "string" ? inner : undefined),
  N: (inner) =>
    typeof inner === "string" && inner.trim() !== "" && Number.isFinite(Number(inner))
      ? Number(inner)
      : undefined,
  BOOL: (inner) => (typeof inner === "boolean" ? inner : undefined),
  NULL: () => null,
  M: (inner, path, problems) => (isObject(inner) ? unwrapMap(inner, path, problems) : undefined),
  L: (inner, path, problems) =>
    Array.isArray(inner)
      ? inner.map((value, index) => unwrapValue(value, `${path}/${index}`, problems))
      : undefined,
  SS: (inner) => (Array.isArray(inner) ? inner : undefined),
  NS: (inner, path, problems) =>
    Array.isArray(inner)
      ? inner.map((value, index) => unwrapValue({ N: value }, `${path}/${index}`, problems))
      : undefined,
};

function notWrapped(found: unknown, path: string): Problem {
  return {
    path,
    code: "item.not-dynamodb-json",
    value: show(found),
    message: `Found ${show(found)}, which is no value in DynamoDB JSON.`,
    hint: 'Wrap it in its type, such as {"S": "text"}, {"BOOL": true}, {"N": "1"} or {"M": {…}}; binary values are not used here.',
  };
}
