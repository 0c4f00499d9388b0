import { marshall } from "@aws-sdk/util-dynamodb";
import { Document } from "yaml";

export type Form = "yaml" | "json" | "dynamodb";

type PlainItem = Readonly<Record<string, unknown>>;

/** Each form as one text: of one item, or of several that every reader of items takes. */
export const forms: Readonly<
  Record<Form, { readonly ending: string; write(items: readonly PlainItem[]): string }>
> = {
  yaml: { ending: "yaml", write: (items) => items.map(yamlOf).join("---\n") },
  json: { ending: "json", write: (items) => jsonOf(items) },
  dynamodb: { ending: "dynamodb.json", write: (items) => jsonOf(items.map(wrapped)) },
};

function yamlOf(item: PlainItem): string {
  return new Document(item, { aliasDuplicateObjects: false }).toString({ lineWidth: 0 });
}

function jsonOf(items: readonly PlainItem[]): string {
  return `${JSON.stringify(items.length === 1 ? items[0] : items, undefined, 2)}\n`;
}

/** The SDK takes a map with the key `constructor` for a class. */
function wrapped(item: PlainItem): PlainItem {
  return marshall(item, { convertClassInstanceToMap: true });
}
