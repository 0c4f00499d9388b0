import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "vitest";
import { type ControlPlaneNames, controlPlaneNames } from "../../controller/installation/index.js";
import {
  type ConfigTable,
  configTable,
  dynamoDbRows,
  Ledger,
  systemClock,
  type TableItem,
} from "../../controller/records/index.js";
import { clientsOf, taggedKeys } from "../../controller/repair/index.js";
import { startInstallation, type TestInstallation } from "../../testing/installation/installation.js";
import { makeMinimalInstallation } from "../../testing/installation/minimal-installation.js";
import { type CommandOutcome, stagewright } from "../../testing/installation/stagewright.js";
import { exampleItem } from "../../testing/items/examples.js";
import { killTree } from "../../toolchain/process-tree.js";
import { leaseMs, type Task } from "./task.js";

/** A call of Terraform's at which a run is killed. The call itself goes on: AWS does it, and nobody hears. */
export interface KillPoint {
  readonly service: string;
  readonly action: string;
  /** The how manieth of these; default: the first. */
  readonly at?: number;
}

/** A small pipeline, and the same with an environment, an approval and a test more. */
export const small = exampleItem("build-only.yaml") as TableItem;
export const bigger: TableItem = {
  ...small,
  EnvironmentOrder: ["Alpha"],
  DeploymentConfigurations: {
    Alpha: {
      AwsAccountId: "222222222222",
      Deploy: true,
      ManualApproval: "lead@example.com",
      Tests: { Smoke: { Run: true, Repository: "tests", Branch: "main" } },
    },
  },
};

const key = { repository: String(small.RepoName), branch: String(small.RepoTag) };
const child = fileURLToPath(new URL("reconcile-child.ts", import.meta.url));

/** Runs of the reconciler on one pipeline, in processes that can be killed. */
export async function startKilledRuns() {
  const installation = await startInstallation();
  const workFolder = await mkdtemp(join(tmpdir(), "stagewright-recovery-"));
  const { settings, sandbox } = installation;
  const documents = await makeMinimalInstallation(installation);
  const names = controlPlaneNames(settings);
  const { table, ledger } = tablesOf(documents, names);
  const rows = async (TableName: string) => (await documents.send(new ScanCommand({ TableName }))).Items;
  const empty = await holdings(installation);
  const env = () => ({ ...process.env, ...sandbox.env() });

  const start = () => startRun(installation, { settings, key, ledger: names.ledger, workFolder });
  return {
    records: sandbox.gateway.records,
    /** Puts the item into the table, or takes it away. */
    want: (item: TableItem | undefined): Promise<void> => want(item, table),
    /** kill -9 of a run, of cdktf, Terraform and its provider. False when it ended before that moment. */
    async runAndKill({ at = 1, ...match }: KillPoint): Promise<boolean> {
      const { pid, ended } = start();
      const moment = sandbox.gateway.faults.onMatch(match, at, () => killTree(pid));
      const { result } = await ended;
      moment.remove();
      return result === "";
    },
    /** What a run said that nobody killed; the dead one's lease has to run out first. */
    run: async (): Promise<unknown> => {
      await sleep(leaseMs);
      return resultOf(await start().ended);
    },
    /** The command, on this pipeline. */
    stagewright: (command: string, ...options: string[]): Promise<CommandOutcome> =>
      stagewright([command, key.repository, key.branch, ...options], { cwd: workFolder, env: env() }),
    /** All that the account holds, with what the ledger and the lock table say of it. */
    everything: async (): Promise<unknown> => [
      await installation.inventory(),
      await Promise.all([names.ledger, settings.state.lockTable].map(rows)),
    ],
    /** Nothing to do, nothing twice; of no item nothing at all. */
    expectSound: (item: TableItem | undefined, when: string): Promise<void> =>
      item ? expectEmptyPlan(installation, item, when) : expectNothing({ installation, ledger, empty }, when),
    close: async (): Promise<void> => {
      await installation.close();
      await rm(workFolder, { recursive: true, force: true });
    },
  };
}

function tablesOf(documents: Awaited<ReturnType<typeof makeMinimalInstallation>>, names: ControlPlaneNames) {
  const ledger = new Ledger(dynamoDbRows(documents, names.ledger), systemClock);
  return { table: configTable(documents, names.table), ledger };
}

interface Before {
  readonly installation: TestInstallation;
  readonly ledger: Ledger;
  /** What the account held before the first run. */
  readonly empty: Awaited<ReturnType<typeof holdings>>;
}

async function expectNothing({ installation, ledger, empty }: Before, when: string): Promise<void> {
  expect(await tagged(installation), when).toBe(0);
  expect(await holdings(installation), when).toEqual(empty);
  expect(await ledger.list(), when).toEqual([]);
}

function resultOf({ result, log }: { readonly result: string; readonly log: string }): unknown {
  return result === "" ? log : JSON.parse(result);
}

async function want(item: TableItem | undefined, table: ConfigTable): Promise<void> {
  const before = await table.readItem(key);
  if (item) await table.putItem(item, before);
  else if (before) await table.deleteItem(key, before);
}

/** In a group of its own, so that the whole of it can be killed. */
function startRun({ sandbox }: TestInstallation, task: Task) {
  const env = { ...process.env, ...sandbox.env() };
  const args = ["--import", "tsx", child, JSON.stringify(task)];
  const run = spawn(process.execPath, args, { env, stdio: "pipe", detached: true });
  const log = text(run.stderr);
  const ended = text(run.stdout).then(async (result) => ({ result, log: await log }));
  return { pid: run.pid ?? Number.NaN, ended };
}

async function expectEmptyPlan(installation: TestInstallation, item: TableItem, when: string): Promise<void> {
  expect(await tagged(installation), when).toBe(1);
  const terraform = (await installation.synth(item)).terraform();
  await terraform.init();
  expect((await terraform.plan()).hasChanges, when).toBe(false);
}

/** KMS keys apart: their deletion takes days. */
async function holdings({ inventory }: TestInstallation): Promise<string[]> {
  return (await inventory()).filter((line) => !line.includes("KMS keys"));
}

/** How many KMS keys there are for the pipeline. */
async function tagged({ client, synth }: TestInstallation): Promise<number> {
  const { id, name } = (await synth(small)).pipeline;
  return (await taggedKeys({ clients: clientsOf(client), pipelineId: id, stack: name })).length;
}
