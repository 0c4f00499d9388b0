import schema from "../../../compiler/item/item.schema.json" with { type: "json" };
import type { TableItem } from "./table-item.js";

/**
 * An expression holds 300 operators and functions, and 4 KB: a term has one of its own, and one more joins it to the next.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-expression-parameters
 */
const mostTerms = 150;
const mostCharacters = 4_096;

/**
 * The condition that an item is still what was read, or still absent. Every attribute that an item may have is
 * named, so that one that was added since is seen too; of those that none may have, as many as there is room for.
 */
export function stillAsRead(read: TableItem | undefined, others: readonly string[] = []) {
  const all = [...new Set([...Object.keys(schema.properties), ...Object.keys(read ?? {}), ...others])];
  const names = all.slice(0, roomFor(all, read));
  const values = new Map<string, unknown>();
  for (const [index, name] of names.entries())
    if (read?.[name] !== undefined) values.set(`:${index.toString(36)}`, read[name]);
  return {
    ConditionExpression: names.map((name, index) => termOf(name, index, read)).join(joint),
    ExpressionAttributeNames: Object.fromEntries(
      names.map((name, index) => [`#${index.toString(36)}`, name]),
    ),
    ...(values.size > 0 && { ExpressionAttributeValues: Object.fromEntries(values) }),
  };
}

const joint = " AND ";

function termOf(name: string, index: number, read: TableItem | undefined): string {
  const place = index.toString(36);
  return read?.[name] === undefined ? `attribute_not_exists(#${place})` : `#${place}=:${place}`;
}

/** How many of these names, from the first on, an expression takes. */
function roomFor(names: readonly string[], read: TableItem | undefined): number {
  let left = mostCharacters + joint.length;
  const end = names.findIndex((name, index) => {
    left -= termOf(name, index, read).length + joint.length;
    return index === mostTerms || left < 0;
  });
  return end < 0 ? names.length : end;
}
