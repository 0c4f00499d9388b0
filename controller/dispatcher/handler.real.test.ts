import { stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { childEnvironment, run } from "../../toolchain/index.js";

const megabyte = 1024 * 1024;

/** As `npm run build` made it. */
const folder = fileURLToPath(new URL("../../dist/dispatcher", import.meta.url));

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
    expect((await stat(join(folder, "handler.cjs"))).size).toBeLessThan(megabyte);
    const { stdout } = await load("console.log(Object.keys(require('./handler.cjs')).join())", environment);
    expect(stdout.trim()).toBe("schedule,stream");
  });

  it("takes less than 150 ms of a processor to load", async () => {
    const program =
      "const before = process.cpuUsage(); require('./handler.cjs');" +
      "const { user, system } = process.cpuUsage(before); console.log((user + system) / 1000);";
    const times: number[] = [];
    for (let run = 0; run < 5; run++) times.push(Number((await load(program, environment)).stdout));
    expect(Math.min(...times)).toBeLessThan(150);
  });

  it("says what is missing of its environment as soon as it is loaded", async () => {
    const { exitCode, stderr } = await load("require('./handler.cjs')", {});
    expect(exitCode).toBe(1);
    expect(stderr).toContain("STAGEWRIGHT_TABLE is missing; STAGEWRIGHT_LEDGER is missing");
  });
});
