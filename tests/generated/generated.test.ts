import { appendFileSync, cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { compileFiles } from "../../compiler/compile.js";
import { writeStacks } from "../../compiler/output/index.js";
import { readSettings } from "../../compiler/reading/index.js";
import { differences } from "../../testing/expect/contents.js";
import { folderWith } from "../../testing/expect/folder.js";
import { root } from "../repository/sources.js";

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
