import schema from "../../../compiler/item/item.schema.json" with { type: "json" };
import type { TableItem } from "./table-item.js";

/**
 * The condition that an item is still what was read, or still absent. Every attribute that an item may have is
 * named, so that one that was added since is seen too.
 */
export function stillAsRead(read: TableItem | undefined, others: readonly string[] = []) {
  const names = [...new Set([...Object.keys(read ?? {}), ...others, ...Object.keys(schema.properties)])];
  const values = new Map<string, unknown>();
  const terms = names.map((name, index) => {
    if (read?.[name] === undefined) return `attribute_not_exists(#n${index})`;
    values.set(`:v${index}`, read[name]);
    return `#n${index} = :v${index}`;
  });
  return {
    ConditionExpression: terms.join(" AND "),
    ExpressionAttributeNames: Object.fromEntries(names.map((name, index) => [`#n${index}`, name])),
    ...(values.size > 0 && { ExpressionAttributeValues: Object.fromEntries(values) }),
  };
}
