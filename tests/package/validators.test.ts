import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import * as source from "../../compiler/index.js";
import { environment, itemWith, test } from "../../testing/items/items.js";
import { root } from "../repository/sources.js";

type Library = typeof source;

const built: Library = await import(pathToFileURL(join(root, "dist/index.js")).href);

const items: readonly unknown[] = [
  itemWith({ Prod: environment({ Tests: { Smoke: test() } }) }),
  {},
  [],
  { RepoName: "x".repeat(101), RepoTag: "main", BuildImge: "x", TimeoutMinutes: 4, PipelineType: "V3" },
  itemWith({ Prod: environment({ Tests: { "Smoke!": test({ Run: "perhaps" }) }, AwsAccountId: 12 }) }),
];

/** What the package checks with was made when it was built; in the source it is made at the first use. */
describe("the validators of the package", () => {
  it.each(items)("say of an item what the source's say: %j", (item) => {
    const check = ({ safeParseItem, defaultSettings }: Library) =>
      safeParseItem(item, { settings: defaultSettings() });
    expect(check(built)).toEqual(check(source));
  });

  it("fill in the same settings", () => {
    expect(built.defaultSettings()).toEqual(source.defaultSettings());
  });
});
