import { readFileSync, writeFileSync } from "node:fs";
import { defaultsSchema } from "./item/defaults-schema.js";
import { itemSchema } from "./item/item-schema.js";
import { settingsSchema } from "./settings/settings-schema.js";

/** Writes the schemas that are joined from the kinds' parts; with `--check` only tells, by its exit code, whether one is stale. */
const schemas = {
  "item/item.schema.json": itemSchema(),
  "item/defaults.schema.json": defaultsSchema(),
  "settings/settings.schema.json": settingsSchema(),
};

for (const [name, schema] of Object.entries(schemas)) {
  const file = new URL(name, import.meta.url);
  const text = `${JSON.stringify(schema, undefined, 2)}\n`;
  if (!process.argv.includes("--check")) {
    writeFileSync(file, text);
  } else if (readFileSync(file, "utf8") !== text) {
    console.error(`compiler/${name} is stale: run npm run schemas`);
    process.exitCode = 1;
  }
}
