import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const folder = "examples/items";

/** The example items as they are written, by the name of their file. */
export function exampleItems(): Map<string, Record<string, unknown>> {
  return new Map(readdirSync(folder).map((file) => [file, parse(readFileSync(join(folder, file), "utf8"))]));
}

export function exampleItem(file: string): Record<string, unknown> {
  const item = exampleItems().get(file);
  if (!item) throw new Error(`There is no example ${file}.`);
  return item;
}
