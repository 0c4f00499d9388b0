import { describe, expect, it } from "vitest";
import { brokenConventions } from "./conventions.js";
import { readSources } from "./sources.js";

describe("conventions", () => {
  it("are kept in this repository", async () => {
    expect((await readSources()).flatMap(brokenConventions)).toEqual([]);
  });

  it.each([
    ["it.", "skipIf(linux)('x', () => {});"],
    ["test.concurrent.", "todo('x');"],
    ["it.", "runIf(linux)('x', () => {});"],
    ["vi.", "mock('./x.js');"],
    ["// biome-", "ignore lint: x"],
    ["// @ts-", "expect-error"],
    ["// TO", "DO later"],
  ])("refuse %s%s", (before, after) => {
    const text = `\n${before}${after}`;
    expect(brokenConventions({ path: "x.ts", text })).toEqual([expect.stringMatching(/^x\.ts:2: /)]);
  });

  it.each(["it('runs only once', () => {});", "const skip = items.skip(1);", "it.each([1])('x', () => {});"])(
    "accept %s",
    (text) => {
      expect(brokenConventions({ path: "x.ts", text })).toEqual([]);
    },
  );
});
