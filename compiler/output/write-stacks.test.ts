import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";
import { describe, expect, it } from "vitest";
import { folderWith } from "../../testing/expect/folder.js";
import { modelOf } from "../../testing/items/compile.js";
import { exampleItems } from "../../testing/items/examples.js";
import { item } from "../../testing/items/items.js";
import { permissiveSettings as settings } from "../../testing/items/permissive-settings.js";
import type { Pipeline } from "../pipeline/index.js";
import { PipelineStack } from "../stack/index.js";
import { writeStacks } from "./write-stacks.js";

const webshop = modelOf(item());
const reports = modelOf(item({ RepoName: "reports" }));

const stackOf = ({ name }: Pipeline) => join("stacks", name);
const terraformOf = (pipeline: Pipeline) => join(stackOf(pipeline), "cdk.tf.json");

/** All files below a folder with their bytes. */
function contentsOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  const only = files.filter((file) => statSync(join(folder, file)).isFile());
  return Object.fromEntries(only.map((file) => [file, readFileSync(join(folder, file), "utf8")]));
}

/** Fails when it is rendered: two environments of one identifier. */
function unfit(): Pipeline {
  const [environment] = modelOf([...exampleItems().values()][2]).environments;
  if (!environment) throw new Error("The example has no environment.");
  return { ...webshop, name: "stagewright-unfit", environments: [environment, environment] };
}

describe("writing stacks", () => {
  it("gives each pipeline a folder with its Terraform and the modules that it calls, and a manifest", async () => {
    const out = folderWith();
    await writeStacks([webshop, reports], settings, out);
    const modules = ["codebuild-project", "stage"].flatMap((module) =>
      ["main", "outputs", "variables", "versions"].map((name) => `modules/${module}/${name}.tf`),
    );
    const files = [webshop, reports].flatMap((pipeline) =>
      ["cdk.tf.json", ...modules].map((file) => join(stackOf(pipeline), file)),
    );
    expect(Object.keys(contentsOf(out)).sort()).toEqual(["manifest.json", ...files].sort());
  });

  it("writes, to the byte, what CDKTF writes of the same stacks", async () => {
    const [ours, theirs] = [folderWith(), folderWith()];
    const pipelines = [...exampleItems().values()].map((written) => modelOf(written));
    await writeStacks(pipelines, settings, ours);
    const app = new App({ outdir: theirs });
    for (const pipeline of pipelines) new PipelineStack(app, { pipeline, settings });
    app.synth();
    expect(contentsOf(ours)).toEqual(contentsOf(theirs));
  });

  it("removes the stacks of an earlier run that nobody asks for any more", async () => {
    const out = folderWith();
    await writeStacks([webshop, reports], settings, out);
    await writeStacks([reports], settings, out);
    expect(readdirSync(join(out, "stacks"))).toEqual([reports.name]);
    expect(Object.keys(JSON.parse(readFileSync(join(out, "manifest.json"), "utf8")).stacks)).toEqual([
      reports.name,
    ]);
  });

  it("leaves what others keep there: files, what Terraform made, stacks of another app", async () => {
    const out = folderWith({
      "README.md": "mine",
      "stacks/network/cdk.tf.json": "{}",
      [join(stackOf(webshop), ".terraform", "x")]: "x",
      [join(stackOf(webshop), ".terraform.lock.hcl")]: "lock",
    });
    await writeStacks([webshop, reports], settings, out);
    const manifest = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8"));
    manifest.stacks.network = {};
    writeFileSync(join(out, "manifest.json"), JSON.stringify(manifest));
    await writeStacks([webshop], settings, out);
    expect(contentsOf(out)).toMatchObject({
      "README.md": "mine",
      "stacks/network/cdk.tf.json": "{}",
      [join(stackOf(webshop), ".terraform", "x")]: "x",
      [join(stackOf(webshop), ".terraform.lock.hcl")]: "lock",
    });
    expect(existsSync(join(out, stackOf(reports)))).toBe(false);
  });

  it("removes files of a module that the module has no more", async () => {
    const out = folderWith({ [join(stackOf(webshop), "modules", "stage", "old.tf")]: "" });
    await writeStacks([webshop], settings, out);
    expect(readdirSync(join(out, stackOf(webshop), "modules", "stage"))).not.toContain("old.tf");
  });

  it.each(["../outside", "Not-A-Stack", "a/b"])(
    "never removes %s, which no stack is called",
    async (name) => {
      const top = folderWith({ "outside/cdk.tf.json": "kept" });
      const out = join(top, "out", "stacks-of-ours");
      mkdirSync(out, { recursive: true });
      writeFileSync(join(out, "manifest.json"), JSON.stringify({ stacks: { [name]: {} } }));
      await writeStacks([webshop], settings, out);
      expect(contentsOf(join(top, "outside"))).toEqual({ "cdk.tf.json": "kept" });
    },
  );

  it("leaves everything as it was when a stack cannot be rendered", async () => {
    const out = folderWith();
    await writeStacks([webshop], settings, out);
    const before = contentsOf(out);
    await expect(writeStacks([reports, unfit()], settings, out)).rejects.toThrow();
    expect(contentsOf(out)).toEqual(before);
    expect(readdirSync(out).sort()).toEqual(["manifest.json", "stacks"]);
  });

  it("leaves everything as it was when it is cancelled", async () => {
    const out = folderWith();
    await writeStacks([webshop], settings, out);
    const before = contentsOf(out);
    const signal = AbortSignal.abort(new Error("cancelled"));
    await expect(writeStacks([reports], settings, out, { signal })).rejects.toThrow("cancelled");
    expect(contentsOf(out)).toEqual(before);
    expect(readdirSync(out).sort()).toEqual(["manifest.json", "stacks"]);
  });

  it("clears what a killed run left, and not what a live one works on", async () => {
    // No system gives a process so high an id.
    const dead = ".stagewright-99999999-abc";
    const live = `.stagewright-${process.pid}-abc`;
    const out = folderWith({ [join(dead, "x")]: "", [join(live, "x")]: "", ".stagewright-mine": "" });
    await writeStacks([webshop], settings, out);
    expect(readdirSync(out).sort()).toEqual([live, ".stagewright-mine", "manifest.json", "stacks"].sort());
  });

  it("takes a manifest that is broken as none", async () => {
    const out = folderWith({ "manifest.json": "{" });
    await writeStacks([webshop], settings, out);
    expect(JSON.parse(readFileSync(join(out, "manifest.json"), "utf8")).stacks).toHaveProperty(webshop.name);
  });

  it("lets two runs side by side end in whole files", async () => {
    const out = folderWith();
    const both = [
      writeStacks([webshop, reports], settings, out),
      writeStacks([reports, webshop], settings, out),
    ];
    await Promise.all(both);
    const alone = folderWith();
    await writeStacks([webshop, reports], settings, alone);
    expect(contentsOf(out)).toEqual(contentsOf(alone));
    expect(readFileSync(join(out, terraformOf(webshop)), "utf8")).toContain(webshop.name);
  });
});
