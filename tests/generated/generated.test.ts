import { appendFileSync, cpSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { compileFiles } from "../../compiler/compile.js";
import { writeStacks } from "../../compiler/output/index.js";
import { readSettings } from "../../compiler/reading/index.js";
import { differences } from "../../testing/expect/contents.js";
import { folderWith } from "../../testing/expect/folder.js";
import { membersAt } from "../../testing/expect/json.js";
import { root } from "../repository/sources.js";
import { renamedModules, renamedTests } from "./renamed.js";

const generated = join(root, "generated");

async function synthExamples(): Promise<string> {
  const out = folderWith();
  const config = join(root, "examples", "stagewright.yaml");
  const read = readSettings({ config, environment: {}, folder: root });
  if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
  const { settings } = read.value;
  const { pipelines, diagnostics } = compileFiles([join(root, "examples", "items")], { settings });
  expect(diagnostics).toEqual([]);
  await writeStacks(pipelines, settings, out);
  return out;
}

it("generated/ holds what the examples compile to", async () => {
  const stale = differences(await synthExamples(), generated);
  expect(stale, "generated/ is stale. Refresh it, and review the difference: npm run synth").toEqual([]);
});

it("a file of generated/ that is changed, added or missing is noticed", async () => {
  const fresh = await synthExamples();
  const copy = folderWith({ "stacks/more.json": "" });
  cpSync(fresh, copy, { recursive: true });
  appendFileSync(join(copy, "manifest.json"), "\n");
  const [name = ""] = differences(fresh, folderWith()).filter((file) => file.endsWith("main.tf"));
  rmSync(join(copy, name));
  expect(differences(fresh, copy)).toEqual(["manifest.json", name, "stacks/more.json"].sort());
});

it("no example compiles to a name that was changed", () => {
  const calls = readdirSync(join(generated, "stacks")).flatMap((stack) =>
    membersAt(JSON.parse(readFileSync(join(generated, "stacks", stack, "cdk.tf.json"), "utf8")), "module"),
  );
  const modules = new Set(calls.map(([name]) => name));
  const tests = new Set(calls.flatMap(([, call]) => membersAt(call, "tests").map(([test]) => test)));
  for (const [before, after] of Object.entries(renamedModules))
    expect([modules.has(before), modules.has(after)]).toEqual([false, true]);
  for (const [before, after] of Object.entries(renamedTests))
    expect([tests.has(before), tests.has(after)]).toEqual([false, true]);
});
