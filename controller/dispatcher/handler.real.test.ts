import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { childEnvironment, run } from "../../toolchain/index.js";

const megabyte = 1024 * 1024;

let folder: string;
let bundle: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "stagewright-bundle-"));
  bundle = join(folder, "handler.cjs");
  const entryPoints = ["controller/dispatcher/handler.ts"];
  await build({
    entryPoints,
    outfile: bundle,
    bundle: true,
    minify: true,
    platform: "node",
    target: "node22",
  });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const load = async (program: string, extra: Record<string, string>) => {
  const env = childEnvironment({}, { extra: { AWS_REGION: "eu-west-1", PATH: "", ...extra } });
  return run(process.execPath, ["-e", program], { cwd: folder, env });
};

const environment = {
  STAGEWRIGHT_TABLE: "table",
  STAGEWRIGHT_LEDGER: "ledger",
  STAGEWRIGHT_PROJECT: "project",
  STAGEWRIGHT_BUILDS: "1",
  STAGEWRIGHT_PIPELINES_PER_BUILD: "10",
};

describe("the Lambda's bundle", () => {
  it("holds all that it needs, the SDK too, in less than a megabyte", async () => {
    expect((await stat(bundle)).size).toBeLessThan(megabyte);
    const { stdout } = await load("console.log(Object.keys(require('./handler.cjs')).join())", environment);
    expect(stdout.trim()).toBe("schedule,stream");
  });

  it("says what is missing of its environment as soon as it is loaded", async () => {
    const { exitCode, stderr } = await load("require('./handler.cjs')", {});
    expect(exitCode).toBe(1);
    expect(stderr).toContain("STAGEWRIGHT_TABLE is missing; STAGEWRIGHT_LEDGER is missing");
  });
});
