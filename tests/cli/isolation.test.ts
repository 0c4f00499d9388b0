import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execaNode } from "execa";
import { describe, expect, it } from "vitest";
import { folderWith } from "../../testing/expect/folder.js";
import { stagewright } from "../../testing/installation/stagewright.js";
import { root } from "../repository/sources.js";

const guard = fileURLToPath(new URL("without-network.cjs", import.meta.url));
const nodeOptions = ["--require", guard];

/** No program is found and no credentials are: an empty PATH, and an empty home. */
const alone = (home: string) => ({ PATH: "", HOME: home, AWS_CONFIG_FILE: join(home, "none") });

describe("synth, without network, programs and credentials", () => {
  it("compiles every example", async () => {
    const cwd = folderWith();
    const args = ["synth", join(root, "examples", "items"), "--json"];
    const options = { cwd, env: alone(cwd), nodeOptions };
    const config = ["--config", join(root, "examples", "stagewright.yaml")];
    const { exitCode, stdout, stderr } = await stagewright([...args, ...config], options);
    expect(stderr).not.toContain("reached out");
    expect(exitCode).toBe(0);
    const { stacks } = JSON.parse(stdout) as { stacks: { path: string }[] };
    expect(stacks).toHaveLength(9);
    for (const { path } of stacks) expect(existsSync(join(cwd, path))).toBe(true);
  });

  it("would be seen to reach out", async () => {
    const reaches = [
      'import { spawn } from "node:child_process"; spawn("true");',
      'import { request } from "node:https"; request("https://example.com");',
      'await fetch("http://127.0.0.1:49151");',
    ];
    for (const code of reaches) {
      const file = join(folderWith({ "reach.mjs": code }), "reach.mjs");
      const { exitCode, stderr } = await execaNode(file, { nodeOptions, reject: false });
      expect(stderr).toContain("reached out by");
      expect(exitCode).toBe(86);
    }
  });

  it("takes nothing from the machine into the output", async () => {
    const cwd = folderWith();
    const example = join(root, "examples", "items", "seed-form.json");
    const { stdout } = await stagewright(["synth", example, "--json"], { cwd, env: alone(cwd) });
    const [{ path }] = JSON.parse(stdout).stacks;
    const text = readFileSync(join(cwd, path), "utf8");
    for (const own of [cwd, root, process.execPath]) expect(text).not.toContain(own);
  });
});
