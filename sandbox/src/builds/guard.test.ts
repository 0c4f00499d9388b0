import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { livingProcesses } from "./processes.js";

it("a build ends with the process that runs it, even one that is killed", async () => {
  const workDir = await mkdtemp(join(tmpdir(), "abandoned-"));
  const program = fileURLToPath(new URL("abandoned.fixture.ts", import.meta.url));
  const parent = spawn(process.execPath, ["--import", "tsx", program, workDir, "abandoned"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(parent.stdout, "data");
  const children = async () => (await livingProcesses({ mark: "abandoned" })).length;
  await expect.poll(children, { timeout: 10_000 }).toBeGreaterThanOrEqual(2);
  parent.kill("SIGKILL");
  await once(parent, "exit");
  await expect.poll(children, { timeout: 10_000 }).toBe(0);
  await rm(workDir, { recursive: true });
});
