import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { differences } from "../../testing/expect/contents.js";
import { folderWith } from "../../testing/expect/folder.js";
import { stagewright } from "../../testing/installation/stagewright.js";
import { cdktfIn, openToolchain, RunFailed, type RunResult } from "../../toolchain/index.js";
import { root } from "../repository/sources.js";

const { app: _, context, ...checkout } = JSON.parse(readFileSync(join(root, "cdktf.json"), "utf8"));
const app = `"${process.execPath}" "${join(root, "dist", "app.js")}"`;

/** `cdktf synth` as in a checkout, in a project of its own. */
async function cdktfSynth(items: unknown, files: Record<string, string> = {}) {
  const project = { ...checkout, app, context: { items, config: join(root, context.config) } };
  const folder = folderWith({ ...files, "cdktf.json": JSON.stringify(project) });
  const toolchain = await openToolchain({ env: process.env, cwd: root }, folder);
  const cdktf = cdktfIn(toolchain.cdktf, { cwd: folder, env: toolchain.env, skipProviderLock: true });
  return { folder, result: cdktf.synth() };
}

const textOf = ({ stdout, stderr }: RunResult) => stdout + stderr;

describe("cdktf synth", () => {
  it("writes, to the byte, what stagewright synth writes", async () => {
    const items = join(root, context.items);
    const { folder, result } = await cdktfSynth(items);
    await result;
    const config = join(root, context.config);
    const { exitCode } = await stagewright(["synth", items, "--config", config, "--out", "own"], {
      cwd: folder,
    });
    expect(exitCode).toBe(0);
    expect(differences(join(folder, "generated"), join(folder, "own"))).toEqual([]);
    expect(differences(join(folder, "generated"), join(root, "generated"))).toEqual([]);
  });

  it("takes a list of paths", async () => {
    const paths = ["github.json", "plain-form.yaml"].map((name) => join(root, context.items, name));
    const { folder, result } = await cdktfSynth(paths);
    await result;
    const manifest = JSON.parse(readFileSync(join(folder, "generated", "manifest.json"), "utf8"));
    expect(Object.keys(manifest.stacks)).toHaveLength(2);
  });

  it("fails with every problem of every item", async () => {
    const { folder, result } = await cdktfSynth("items", {
      "items/a.yaml": "RepoName: webshop\nRepoTag: no..branch\nNope: 1\n",
      "items/b.json": "{",
    });
    const failure = await result.catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(RunFailed);
    const { result: failed } = failure as RunFailed;
    expect(failed.exitCode).toBe(1);
    for (const problem of ["a.yaml", "no..branch", "Nope", "b.json", "3 problems in 2 files"]) {
      expect(textOf(failed)).toContain(problem);
    }
    expect(differences(folder, folderWith()).filter((file) => file.endsWith("cdk.tf.json"))).toEqual([]);
  });
});
