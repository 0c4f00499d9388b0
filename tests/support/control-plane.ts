import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { stringify } from "yaml";
import { untilSettled } from "../../cli/demo/settled.js";
import type { Settings } from "../../compiler/settings/index.js";
import { systemClock } from "../../controller/clock.js";
import { type ControlPlaneNames, controlPlaneNames } from "../../controller/installation/index.js";
import type { PipelineKey } from "../../controller/key.js";
import { dynamoDbRows, Ledger, type LedgerRecord } from "../../controller/ledger/index.js";
import { type ConfigTable, configTable } from "../../controller/table/index.js";
import { type Sandbox, startSandbox } from "../../sandbox/index.js";
import type { Reach } from "./installation.js";
import { inventoryOf } from "./inventory.js";
import { testSettings, writtenSettings } from "./settings.js";
import { type Outcome, stagewright, startStagewright } from "./stagewright.js";

/** What a control plane is put up in, worked on by the command as a user would. */
export interface ControlPlane {
  readonly sandbox: Sandbox;
  readonly settings: Settings;
  readonly names: ControlPlaneNames;
  readonly client: Reach;
  readonly table: ConfigTable;
  readonly ledger: Ledger;
  /** The command, as a user types it: beside the settings, with the sandbox's environment. */
  stagewright(...args: string[]): Promise<Outcome>;
  /** Kills the command, and nothing that it has started, at its first call of this kind. False when it ended before. */
  killedAt(action: string, ...args: string[]): Promise<boolean>;
  writeSettings(changes: object): Promise<void>;
  /** `stagewright put` of an item. Throws when it fails. */
  put(item: object): Promise<void>;
  /** The pipelines' records once their items have been dealt with; undefined where there is none any more. */
  settled(...keys: PipelineKey[]): Promise<(LedgerRecord | undefined)[]>;
  inventory(): Promise<string[]>;
  close(): Promise<void>;
}

const timeoutMs = 240_000;

export async function startControlPlane(changes: object = {}): Promise<ControlPlane> {
  const settings = testSettings(changes);
  const folder = await mkdtemp(join(tmpdir(), "stagewright-control-plane-"));
  const stateDir = join(folder, "sandbox");
  const sandbox = await startSandbox({ stateDir, region: settings.region });
  const close = async () => {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  };
  const plane = assemble({ sandbox, settings, folder, stateDir, close });
  await plane.writeSettings(changes);
  return plane;
}

interface Parts extends Pick<ControlPlane, "sandbox" | "settings" | "close"> {
  readonly folder: string;
  readonly stateDir: string;
}

function assemble({ sandbox, settings, folder, stateDir, close }: Parts): ControlPlane {
  const names = controlPlaneNames(settings);
  const credentials = sandbox.access.root(sandbox.accountId);
  const client = { endpoint: sandbox.url, region: settings.region, credentials };
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(client));
  const ledger = new Ledger(dynamoDbRows(documents, names.ledger), systemClock);
  const { PATH = "", HOME = "" } = process.env;
  const env = { PATH, HOME, ...sandbox.env() };
  const run = (...args: string[]) => stagewright(args, { cwd: folder, env });
  const table = configTable(documents, names.table);
  return {
    ...{ sandbox, settings, names, client, table, ledger, close },
    stagewright: run,
    killedAt: async (action, ...args) => {
      const child = startStagewright(args, { cwd: folder, env });
      sandbox.gateway.faults.onMatch({ action }, "first", () => void child.kill("SIGKILL"));
      return (await child).signal === "SIGKILL";
    },
    writeSettings: (changes) =>
      writeFile(join(folder, "stagewright.yaml"), stringify(writtenSettings(changes))),
    put: async (item) => {
      const file = join(await mkdtemp(join(folder, "item-")), "item.json");
      await writeFile(file, JSON.stringify(item));
      succeeded(await run("put", file, "--yes"));
    },
    settled: (...keys) => Promise.all(keys.map((key) => untilSettled(key, { table, ledger, timeoutMs }))),
    inventory: () => inventoryOf(sandbox, stateDir),
  };
}

export function succeeded(outcome: Outcome): Outcome {
  if (outcome.exitCode === 0) return outcome;
  throw new Error(`exit code ${outcome.exitCode}\n${outcome.stderr}\n${outcome.stdout}`);
}
