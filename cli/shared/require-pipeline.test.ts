import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith } from "../../testing/expect/folder.js";
import { transcript } from "../../testing/expect/transcript.js";
import { item } from "../../testing/items/items.js";
import { testSettings } from "../../testing/items/settings.js";
import { Exit } from "./exit.js";
import { pipelineOfFile, pipelineOfItem } from "./require-pipeline.js";

const settings = testSettings();
const main = { repository: "webshop", branch: "main" };

/** What is made of a file with these items. */
function ofFile(items: readonly object[], key = main) {
  const file = join(folderWith({ "items.json": JSON.stringify(items) }), "items.json");
  const out = transcript();
  return { out, make: () => pipelineOfFile(file, key, settings, out) };
}

describe("the pipeline of a file's item", () => {
  it("is found among others", () => {
    const { make } = ofFile([item({ RepoTag: "next" }), item()]);
    expect(make()).toMatchObject(main);
  });

  it("is missed with the names of those that are there", () => {
    const { make, out } = ofFile([item({ RepoTag: "next" }), item({ RepoTag: "beta" })]);
    expect(make).toThrow(Exit);
    expect(out.lines[0]).toMatch(
      /There is no webshop main in .*items\.json; it holds webshop next, webshop beta\./,
    );
  });

  it("is none where an item has a problem, which is said with its place", () => {
    const { make, out } = ofFile([item({ BuildImge: "x" })]);
    expect(make).toThrow(Exit);
    expect(out.lines.join("\n")).toContain("/BuildImge");
  });
});

describe("the pipeline of a table's item", () => {
  it("is made, or every problem is said", () => {
    expect(pipelineOfItem(item(), settings, transcript())).toMatchObject(main);
    const out = transcript();
    expect(() => pipelineOfItem(item({ BuildImge: "x", TimeoutMinutes: "y" }), settings, out)).toThrow(Exit);
    expect(out.lines.join("\n")).toMatch(/BuildImge[\s\S]*TimeoutMinutes/);
  });
});
