import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { transcript } from "../testing/expect/transcript.js";
import { runCommandLine } from "./program.js";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "answer-"));
  for (const name of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE", "AWS_SESSION_TOKEN"])
    vi.stubEnv(name, undefined);
  vi.stubEnv("AWS_CONFIG_FILE", join(folder, "none"));
  vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", join(folder, "none"));
  vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

async function answered(...argv: string[]) {
  const out = transcript();
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const code = await runCommandLine([...argv, "--json"], out, "0.0.0");
  vi.restoreAllMocks();
  return { code, values: out.values };
}

describe("a command that was asked for machine output", () => {
  it.each([["put", "item.yaml"], ["status"], ["list"], ["doctor"], ["reconcile"]])(
    "answers with errors where there are no credentials: %s",
    async (...argv) => {
      expect(await answered(...argv)).toEqual({
        code: 1,
        values: [
          {
            errors: [
              expect.objectContaining({
                code: "command.failed",
                message: "There are no AWS credentials.",
                hint: expect.stringContaining("aws sso login"),
              }),
            ],
          },
        ],
      });
    },
  );

  it("answers with the settings' problems where those are wrong", async () => {
    const config = join(folder, "stagewright.yaml");
    await writeFile(config, "region: nowhere\n");
    const { code, values } = await answered("status", "--config", config);
    expect(code).toBe(1);
    expect(values).toEqual([
      { errors: [expect.objectContaining({ file: config, path: "/region", code: "settings.wrong-value" })] },
    ]);
  });

  it("answers with wrong usage", async () => {
    const { code, values } = await answered("validate");
    expect(code).toBe(2);
    expect(values).toEqual([{ errors: [expect.objectContaining({ code: "command.usage" })] }]);
  });

  it("answers once", async () => {
    const { values } = await answered("validate", join(folder, "no-such.yaml"));
    expect(values).toHaveLength(1);
    expect(values[0]).toMatchObject({ valid: false, errors: [{ code: "input.unreadable" }] });
  });
});
