import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { CodeBuildClient } from "@aws-sdk/client-codebuild";
import { buildspec, createProject } from "@stagewright/sandbox/testing";
import { checkSettings } from "../../compiler/settings/index.js";
import { type Builds, codeBuild, type Limits, type Scheduler } from "../../controller/dispatcher/index.js";
import { configTable, dynamoDbRows, Ledger, systemClock } from "../../controller/records/index.js";
import { makeTable } from "../../controller/records/tables.fixture.js";
import { makeStateStore } from "../../testing/installation/state-store.js";
import type { ChaosAccount } from "./account.js";
import { readJournal } from "./overlaps.js";
import { type Entry, enter } from "./program/journal.js";
import { type Breakage, type Orders, ordersVariable } from "./program/orders.js";

export interface EstateOptions {
  /** Lower case; begins the names of all that the estate has. */
  readonly name: string;
  /** Default: the estate's own. */
  readonly names?: EstateNames;
  readonly limits?: Limits;
  readonly parallel?: number;
  /** Default: short, so that the wait for it is; an owner that is slower than that is a case like another. */
  readonly leaseMs?: number;
  readonly broken?: Breakage;
}

export type EstateNames = {
  readonly [Name in "table" | "ledger" | "bucket" | "lockTable" | "project"]: string;
};

/** Tables, bucket and project of one run: what happens in one estate touches no other. */
export interface Estate extends Omit<Scheduler, "ledger" | "table"> {
  readonly account: ChaosAccount;
  readonly names: EstateNames;
  readonly ledger: Ledger;
  readonly table: ReturnType<typeof configTable>;
  readonly documents: Awaited<ReturnType<typeof makeTable>>;
  /** What the builds are told. */
  readonly orders: Orders;
  journal(): Promise<Entry[]>;
  enter(entry: Entry): Promise<void>;
}

export async function makeEstate(account: ChaosAccount, options: EstateOptions): Promise<Estate> {
  const { config } = account;
  const { name, limits = { builds: 1, pipelinesPerBuild: 10 }, parallel = 2, broken } = options;
  const { names = namesOf(name), leaseMs = 1_000 } = options;
  const journal = join(account.folder, `${name}.journal`);
  const { table, ledger, bucket, lockTable } = names;
  const { terraform } = account;
  const told = { table, ledger, bucket, lockTable, terraform, journal, leaseMs, parallel };
  const orders = { ...told, ...(broken && { broken }) };
  const documents = await makeTable(config, names.table);
  await makeTable(config, names.ledger);
  const { settings, problems } = checkSettings({ state: { bucket, lockTable } });
  if (!settings) throw new Error(JSON.stringify(problems));
  await makeStateStore(config, settings);
  const client = new CodeBuildClient(config);
  await makeProject(client, account, names.project, limits, orders);
  const builds = codeBuild(client, names.project);
  return {
    account,
    names,
    documents,
    orders,
    limits,
    ledger: new Ledger(dynamoDbRows(documents, ledger), systemClock),
    table: configTable(documents, table),
    builds: broken === "believes-expiry" ? credulous(builds) : builds,
    clock: systemClock,
    report: () => {},
    journal: async () => readJournal(await readFile(journal, "utf8").catch(() => "")),
    enter: (entry) => enter(journal, entry),
  };
}

function namesOf(name: string): EstateNames {
  return {
    table: `${name}-items`,
    ledger: `${name}-ledger`,
    bucket: `${name}-states`,
    lockTable: `${name}-locks`,
    project: `${name}-reconciler`,
  };
}

async function makeProject(
  client: CodeBuildClient,
  { buildRole, program }: ChaosAccount,
  name: string,
  { builds: concurrentBuildLimit }: Limits,
  orders: Orders,
): Promise<void> {
  await createProject(client, {
    name,
    serviceRole: buildRole,
    concurrentBuildLimit,
    source: { type: "NO_SOURCE", buildspec: buildspec(`exec "${process.execPath}" "${program}"`) },
    environment: {
      type: "LINUX_CONTAINER",
      image: "aws/codebuild/standard:7.0",
      computeType: "BUILD_GENERAL1_SMALL",
      environmentVariables: [{ name: ordersVariable, value: JSON.stringify(orders) }],
    },
  });
}

/** Takes any owner for ended. */
function credulous(builds: Builds): Builds {
  return { ...builds, hasEnded: async () => true };
}
