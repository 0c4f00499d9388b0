import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import defaultsSchema from "../../compiler/item/defaults.schema.json" with { type: "json" };
import itemSchema from "../../compiler/item/item.schema.json" with { type: "json" };
import previewSchema from "../../compiler/preview/preview.schema.json" with { type: "json" };
import settingsSchema from "../../compiler/settings/settings.schema.json" with { type: "json" };

describe("the published schemas", () => {
  it.each([
    ["items", itemSchema],
    ["defaults", defaultsSchema],
    ["settings", settingsSchema],
    ["previews", previewSchema],
  ])("of %s is sound by the rules of draft 2020-12", (_, schema) => {
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true }).addVocabulary(["x-allowed", "x-free"]);
    expect(ajv.validateSchema(schema)).toBe(true);
    expect(() => ajv.compile(schema)).not.toThrow();
  });

  it("would not pass with a mistake", () => {
    expect(new Ajv2020({ logger: false }).validateSchema({ ...itemSchema, required: "RepoName" })).toBe(
      false,
    );
  });
});
