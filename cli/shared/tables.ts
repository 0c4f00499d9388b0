import { suggest } from "../../compiler/diagnostics/index.js";
import {
  type AwsClients,
  awsClients,
  controlPlaneNames,
  type Installation,
} from "../../controller/installation/index.js";
import {
  type ConfigTable,
  configTable,
  dynamoDbRows,
  Ledger,
  type PipelineKey,
  systemClock,
  type TableItem,
} from "../../controller/records/index.js";
import { Exit } from "./exit.js";
import { type InstallationOptions, openInstallation } from "./installation.js";
import type { Terminal } from "./terminal.js";

/** An installation's config table and ledger. */
export interface Tables {
  readonly installation: Installation;
  readonly table: ConfigTable;
  readonly ledger: Ledger;
}

export async function withTables<T>(
  options: InstallationOptions,
  out: Terminal,
  work: (tables: Tables) => Promise<T>,
): Promise<T> {
  const installation = await openInstallation(options, out);
  const clients = awsClients(installation.settings.region);
  try {
    return await work(tablesOf(installation, clients));
  } finally {
    clients.documents.destroy();
  }
}

export function tablesOf(installation: Installation, { documents }: AwsClients): Tables {
  const names = controlPlaneNames(installation.settings);
  return {
    installation,
    table: configTable(documents, names.table),
    ledger: new Ledger(dynamoDbRows(documents, names.ledger), systemClock),
  };
}

/** The item, or the end of the command with the names that were perhaps meant. */
export async function requireItem(key: PipelineKey, table: ConfigTable, out: Terminal): Promise<TableItem> {
  const item = await table.readItem(key);
  if (item) return item;
  const known: PipelineKey[] = [];
  for await (const other of table.scanKeys()) known.push(other);
  return printUnknown(key, known, table.name, out);
}

export function printUnknown(
  { repository, branch }: PipelineKey,
  known: readonly PipelineKey[],
  where: string,
  out: Terminal,
): never {
  const near = nearest({ repository, branch }, known);
  const hint = near ? `Did you mean ${near}?` : "`stagewright list` shows what is there.";
  out.say(`There is no ${repository} ${branch} in ${where}. ${hint}`);
  throw new Exit(1);
}

function nearest({ repository, branch }: PipelineKey, known: readonly PipelineKey[]): string | undefined {
  const same = known.filter((key) => key.repository === repository);
  if (same.length > 0)
    return same
      .slice(0, 5)
      .map((key) => `${repository} ${key.branch}`)
      .join(", ");
  const texts = known.map((key) => `${key.repository} ${key.branch}`);
  const name = suggest(
    repository,
    known.map((key) => key.repository),
  );
  const ofName = known.find((key) => key.repository === name && key.branch === branch);
  return ofName ? `${name} ${branch}` : suggest(`${repository} ${branch}`, texts);
}
