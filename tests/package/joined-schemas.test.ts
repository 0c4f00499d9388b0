import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { defaultsSchema } from "../../compiler/item/defaults-schema.js";
import { itemSchema } from "../../compiler/item/item-schema.js";
import { deployKinds, joinSchema, schemaParts, sourceKinds } from "../../compiler/kinds/index.js";
import { settingsSchema } from "../../compiler/settings/settings-schema.js";
import { root } from "../repository/sources.js";

it.each([
  ["item/item", itemSchema],
  ["item/defaults", defaultsSchema],
  ["settings/settings", settingsSchema],
])("the schema %s is what the kinds' parts are joined to", (name, schema) => {
  const file = join(root, "compiler", `${name}.schema.json`);
  const fresh = `${JSON.stringify(schema(), undefined, 2)}\n`;
  expect(readFileSync(file, "utf8"), "The schema is stale: run npm run schemas").toBe(fresh);
});

it("a schema that asks for a part which no kind has is refused", () => {
  expect(() => joinSchema({ "@unknown": null }, schemaParts(sourceKinds, deployKinds))).toThrow("@unknown");
});

it("two kinds cannot give one key two meanings", () => {
  const twice = [...sourceKinds, ...sourceKinds];
  expect(() => schemaParts(twice, deployKinds)).toThrow("one key means one thing");
});
