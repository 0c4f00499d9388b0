import { describe, expect, it } from "vitest";
import { importsOf, pastExports, wrongImports } from "./imports.js";
import { isTest, readSources } from "./sources.js";

const wrong = (path: string, specifier: string) =>
  wrongImports({ path, text: `import { x } from "${specifier}";` });

describe("imports of this repository", () => {
  it("point only where the architecture allows", async () => {
    const code = (await readSources()).filter(
      ({ path }) =>
        !isTest(path) && !path.endsWith(".fixture.ts") && !/^(?:testing|tests|bench)\//.test(path),
    );
    expect(code.length).toBeGreaterThan(50);
    expect(code.flatMap(wrongImports)).toEqual([]);
  });

  it("see of the sandbox what its package exports", async () => {
    expect((await readSources()).flatMap(pastExports)).toEqual([]);
  });
});

describe("importsOf", () => {
  it("sees every form", () => {
    const text = `
import { a } from "a";
import type { B } from "./b.js";
import {
  c,
  type D,
} from '../c.js';
import "effect";
export { e } from "./e.js";
export * from "./f.js";
const g = await import("./g.js");
const h = require("h");`;
    expect(importsOf(text).sort()).toEqual(
      ["a", "./b.js", "../c.js", "effect", "./e.js", "./f.js", "./g.js", "h"].sort(),
    );
  });

  it("sees none where there is none", () => {
    expect(importsOf('export const from = "x";\n// import nothing\nconst important = ["from"];')).toEqual([]);
  });
});

describe("wrongImports", () => {
  it.each([
    ["cli/main.ts", "../controller/reconciler/index.js"],
    ["cli/main.ts", "@stagewright/sandbox/command"],
    ["cli/main.ts", "../controller/installation/bootstrap/index.js"],
    ["controller/reconciler/run.ts", "../installation/index.js"],
    ["controller/state/locks.ts", "../records/index.js"],
    ["cli/app.ts", "cdktf"],
    ["controller/reconciler/apply.ts", "../../toolchain/index.js"],
    ["controller/reconciler/apply.ts", "../../compiler/index.js"],
    ["controller/installation/control-plane/stack.ts", "constructs"],
    ["controller/records/table/read.ts", "@aws-sdk/lib-dynamodb"],
    ["child-account/stack.ts", "../compiler/index.js"],
    ["compiler/stack/role.ts", "@cdktf/provider-aws/lib/iam-role/index.js"],
    ["compiler/stack/role.ts", "../pipeline/model.js"],
    ["compiler/pipeline/model.ts", "../item/item.js"],
  ])("lets %s import %s", (path, specifier) => {
    expect(wrong(path, specifier)).toEqual([]);
  });

  it.each([
    ["compiler/index.ts", "../toolchain/index.js", "compiler may import no other room"],
    ["compiler/index.ts", "../testing/x.js", "compiler may import no other room"],
    ["sandbox/src/gateway/server.ts", "../../../compiler/index.js", "sandbox may import no other room"],
    ["toolchain/run.ts", "@stagewright/sandbox", "only cli may import the sandbox"],
    [
      "controller/dispatcher/handler.ts",
      "../../child-account/index.js",
      "controller may import compiler, toolchain",
    ],
    ["child-account/stack.ts", "../controller/index.js", "child-account may import compiler"],
    ["cli/main.ts", "../package.json", "cli may import compiler"],
    ["compiler/item/parse.ts", "../pipeline/model.js", "must not know compiler/pipeline/"],
    ["cli/main.ts", "../controller/state/locks.js", "the door of controller/state is its index"],
    ["controller/repair/recover.ts", "../state/locks.js", "the door of controller/state is its index"],
    ["controller/state/locks.ts", "../repair/index.js", "controller/state may import records"],
    ["controller/records/key.ts", "../state/index.js", "controller/records may import no other room"],
    ["controller/repair/recover.ts", "../reconciler/index.js", "controller/repair may import records, state"],
    ["compiler/pipeline/model.ts", "../stack/stack.js", "must not know compiler/stack/"],
    ["compiler/pipeline/model.ts", "cdktf", "CDKTF belongs to compiler/stack/"],
    ["sandbox/src/index.ts", "@cdktf/provider-aws/lib/sqs-queue", "CDKTF belongs to compiler/stack/"],
    ["controller/dispatcher/handler.ts", "constructs", "CDKTF belongs to compiler/stack/"],
    ["compiler/stack/role.ts", "@aws-sdk/client-iam", "the compiler calls no AWS"],
  ])("refuses that %s imports %s", (path, specifier, reason) => {
    expect(wrong(path, specifier)).toEqual([expect.stringContaining(reason)]);
  });
});

describe("pastExports", () => {
  const past = (path: string, specifier: string) =>
    pastExports({ path, text: `import { x } from "${specifier}";` });

  it("refuses a file of the sandbox, to tests too", () => {
    expect(past("tests/chaos/kill.ts", "../../sandbox/src/builds/processes.js")).toHaveLength(1);
  });

  it.each([
    ["tests/chaos/kill.ts", "@stagewright/sandbox/testing"],
    ["sandbox/src/command/up.ts", "../sandbox.js"],
  ])("lets %s import %s", (path, specifier) => {
    expect(past(path, specifier)).toEqual([]);
  });
});
