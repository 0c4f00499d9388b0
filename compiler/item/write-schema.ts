import { readFileSync, writeFileSync } from "node:fs";
import { itemSchema } from "./item-schema.js";

/** Writes item.schema.json; with `--check` only tells, by its exit code, whether it is stale. */
const file = new URL("item.schema.json", import.meta.url);
const schema = `${JSON.stringify(itemSchema(), undefined, 2)}\n`;

if (!process.argv.includes("--check")) {
  writeFileSync(file, schema);
} else if (readFileSync(file, "utf8") !== schema) {
  console.error("item.schema.json is stale: run npx tsx compiler/item/write-schema.ts");
  process.exitCode = 1;
}
