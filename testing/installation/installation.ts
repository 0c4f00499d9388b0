import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Sandbox, startSandbox } from "@stagewright/sandbox";
import type { Settings } from "../../compiler/settings/index.js";
import { openToolchain, type Toolchain } from "../../toolchain/index.js";
import { testSettings } from "../items/settings.js";
import { inventoryOf } from "./inventory.js";
import { type AccountAccess, makeStateStore } from "./state-store.js";
import { prepareWork, type Work } from "./work.js";

export type { AccountAccess } from "./state-store.js";
export type { Work } from "./work.js";

/** A central account in a sandbox of its own, with the state bucket and the lock table that pipelines need. */
export interface TestInstallation {
  readonly sandbox: Sandbox;
  /** Where the sandbox keeps its state, by which the command finds it. */
  readonly stateDir: string;
  readonly settings: Settings;
  readonly toolchain: Toolchain;
  /** What an SDK client needs to know. */
  readonly client: AccountAccess;
  /** Compiles an item, as `stagewright synth` would, and gives what runs its stack. */
  synth(item: unknown): Promise<Work>;
  /** All that the accounts hold, as lines `111111111111 us-east-1 CodePipeline pipelines: name`. */
  inventory(): Promise<string[]>;
  close(): Promise<void>;
}

/** @param startsItself whether pipelines run when they are made, and by events. */
export async function startInstallation(
  changes: object = {},
  { startsItself = false } = {},
): Promise<TestInstallation> {
  const settings = testSettings(changes);
  const folder = await mkdtemp(join(tmpdir(), "stagewright-installation-"));
  const stateDir = join(folder, "sandbox");
  // Pipelines are made by the dozen, and most have nothing to build: each would run, and fail, beside the test.
  const codePipeline = { startsItself };
  const sandbox = await startSandbox({ stateDir, region: settings.region, codePipeline });
  const close = async () => {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const credentials = sandbox.access.root(sandbox.accountId);
    const client = { endpoint: sandbox.url, region: settings.region, credentials };
    await makeStateStore(client, settings);
    const env = { ...process.env, ...sandbox.env() };
    const toolchain = await openToolchain({ env, cwd: process.cwd() }, folder);
    return {
      sandbox,
      stateDir,
      settings,
      toolchain,
      client,
      synth: (item) => prepareWork(item, { settings, toolchain, folder }),
      inventory: () => inventoryOf(sandbox, stateDir),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
