import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startInstallation, type TestInstallation } from "../../testing/installation/installation.js";
import { storedState } from "../../testing/installation/state.js";
import { RunFailed, type Terraform, terraformIn } from "../../toolchain/index.js";

/** A stack whose apply takes as long as it is told, on the backend that pipelines have. */
function slowStack({ settings }: TestInstallation, key: string, seconds: number): object {
  const { bucket, lockTable } = settings.state;
  const backend = { bucket, key, region: settings.region, dynamodb_table: lockTable };
  return {
    terraform: { backend: { s3: backend } },
    resource: {
      terraform_data: {
        slow: {
          triggers_replace: ["${timestamp()}"],
          provisioner: [{ "local-exec": { command: `sleep ${seconds}` } }],
        },
      },
    },
  };
}

const sound = { digestFits: true, locked: false, resources: ["terraform_data.slow"] };

describe("two Terraform runs on one state", () => {
  let installation: TestInstallation;
  let folder: string;
  let key = "";

  beforeAll(async () => {
    installation = await startInstallation();
    folder = await mkdtemp(join(tmpdir(), "stagewright-locking-"));
  });

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    await installation.close();
  });

  /** The same state, from the folder of somebody of that name. */
  async function runner(name: string): Promise<Terraform> {
    const cwd = join(folder, key, name);
    await mkdir(cwd, { recursive: true });
    await writeFile(join(cwd, "main.tf.json"), JSON.stringify(slowStack(installation, key, 4)));
    const terraform = terraformIn(installation.toolchain.terraform.path, {
      cwd,
      env: installation.toolchain.env,
    });
    await terraform.init();
    return terraform;
  }

  async function locked(): Promise<void> {
    const { records } = installation.sandbox.gateway;
    const isLock = () => records.list().some(({ action, status }) => action === "PutItem" && status === 200);
    while (!isLock()) await new Promise((resolve) => setTimeout(resolve, 50));
  }

  it("the second one waits with a lock time-out, and both are applied", async () => {
    key = "waits";
    const [first, second] = [await runner("first"), await runner("second")];
    installation.sandbox.gateway.records.clear();
    const running = first.apply();
    await locked();
    await second.apply("-lock-timeout=60s");
    await running;
    expect(await storedState(installation, key)).toMatchObject({ ...sound, serial: 2 });
  });

  it("the second one is refused without, in Terraform's words, and the first goes on", async () => {
    key = "fails";
    const [first, second] = [await runner("first"), await runner("second")];
    installation.sandbox.gateway.records.clear();
    const running = first.apply();
    await locked();
    const refused = await second.apply("-lock-timeout=0s").catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(RunFailed);
    expect(String((refused as RunFailed).result.stderr)).toContain("Error acquiring the state lock");
    await running;
    expect(await storedState(installation, key)).toMatchObject({ ...sound, serial: 1 });
  });
});
