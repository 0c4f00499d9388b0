import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { NumberValue } from "@aws-sdk/lib-dynamodb";
import { isExact } from "./decimal.js";
import type { TableItem } from "./table-item.js";

/** An item as DynamoDB answers it. */
export type Attributes = Readonly<Record<string, AttributeValue>>;

/**
 * What the document client would give, but for numbers: it refuses some that DynamoDB holds, and rounds others. Those
 * that JavaScript cannot hold exactly are `NumberValue`s here. Throws only for a type that is not known.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html
 */
export function fromAttributes(attributes: Attributes): TableItem {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, native(value)]));
}

function native(value: AttributeValue): unknown {
  if (value.M) return fromAttributes(value.M);
  if (value.L) return value.L.map(native);
  if (value.N !== undefined) return isExact(value.N) ? Number(value.N) : NumberValue.from(value.N);
  if (value.NULL) return null;
  return setOf(value) ?? value.S ?? value.BOOL ?? value.B ?? unknown(value);
}

/** Numbers of a set are all of one kind, or the document client would not write it again. */
function setOf({ SS, NS, BS }: AttributeValue): Set<unknown> | undefined {
  if (NS?.every(isExact)) return new Set(NS.map(Number));
  if (NS) return new Set(NS.map((each) => NumberValue.from(each)));
  const members: readonly unknown[] | undefined = SS ?? BS;
  return members && new Set(members);
}

function unknown(value: AttributeValue): never {
  throw new Error(
    `It holds a value of a type that this version does not know: ${Object.keys(value).join()}.`,
  );
}
