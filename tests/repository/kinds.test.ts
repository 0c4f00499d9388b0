import { describe, expect, it } from "vitest";
import { importsPastIndex, tooLong, typesOutsideKinds } from "./kinds.js";
import { readSources } from "./sources.js";

describe("the kinds", () => {
  it("are told by their types within compiler/kinds alone", async () => {
    expect((await readSources()).flatMap(typesOutsideKinds)).toEqual([]);
    const text = 'if (source.type === "CodeCommit") {';
    expect(typesOutsideKinds({ path: "compiler/stack/x.ts", text })).toHaveLength(1);
    expect(typesOutsideKinds({ path: "compiler/kinds/x.ts", text })).toEqual([]);
  });

  it("are imported through their index", async () => {
    expect((await readSources()).flatMap(importsPastIndex)).toEqual([]);
    const text = `import { s3 } from "../${"kinds"}/source/s3/index.js";`;
    expect(importsPastIndex({ path: "compiler/stack/x.ts", text })).toHaveLength(1);
  });
});

describe("functions and files of compiler and child-account", () => {
  it("are short enough to be held in mind", async () => {
    expect((await readSources()).flatMap(tooLong)).toEqual([]);
    const body = Array.from({ length: 39 }, () => "  x();").join("\n");
    const path = "compiler/x.ts";
    expect(tooLong({ path, text: `function f() {\n${body}\n}` })).toHaveLength(1);
    expect(tooLong({ path, text: "\n".repeat(251) })).toHaveLength(1);
  });
});
