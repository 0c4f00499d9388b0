import { stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { childEnvironment, run } from "../../toolchain/index.js";

/** As `npm run build` made it. */
const folder = fileURLToPath(new URL("../../dist/dispatcher", import.meta.url));

const load = async (program: string, extra: Record<string, string>) => {
  const env = childEnvironment({}, { extra: { PATH: "", ...extra } });
  return run(process.execPath, ["-e", program], { cwd: folder, env });
};

describe("the bundle of the events' function", () => {
  it("holds all that it needs, the SDK too, in less than a megabyte", async () => {
    expect((await stat(join(folder, "events.cjs"))).size).toBeLessThan(1024 * 1024);
    const environment = {
      STAGEWRIGHT_LEDGER: "ledger",
      STAGEWRIGHT_ACCOUNT: "111111111111",
      STAGEWRIGHT_PROJECT: "reconciler",
      STAGEWRIGHT_BUILDS: "1",
      STAGEWRIGHT_PIPELINES_PER_BUILD: "10",
      AWS_REGION: "eu-west-1",
    };
    const { stdout } = await load("console.log(Object.keys(require('./events.cjs')).join())", environment);
    expect(stdout.trim()).toBe("events");
  });

  it("says what is missing of its environment as soon as it is loaded", async () => {
    const { exitCode, stderr } = await load("require('./events.cjs')", { AWS_REGION: "eu-west-1" });
    expect(exitCode).toBe(1);
    expect(stderr).toContain("STAGEWRIGHT_LEDGER is missing; STAGEWRIGHT_PROJECT is missing");
    expect(stderr).toContain("STAGEWRIGHT_ACCOUNT is missing");
  });
});
