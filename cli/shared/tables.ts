import { suggest } from "../../compiler/diagnostics/index.js";
import { type Connection, connect, type Installation } from "../../controller/installation/index.js";
import {
  type ConfigTable,
  type PipelineKey,
  shownKey,
  type TableItem,
  type TableRow,
} from "../../controller/records/index.js";
import { Exit } from "./exit.js";
import { type InstallationOptions, openInstallation } from "./installation.js";
import type { Terminal } from "./terminal.js";

/** An installation, and its parts. */
export interface Connected extends Connection {
  readonly installation: Installation;
}

export async function withConnection<T>(
  options: InstallationOptions,
  out: Terminal,
  work: (connected: Connected) => Promise<T>,
): Promise<T> {
  const installation = await openInstallation(options, out);
  const connection = connect(installation);
  try {
    return await work({ ...connection, installation });
  } finally {
    connection.close();
  }
}

/** The item, or the end of the command with the names that were perhaps meant. */
export async function requireItem(key: PipelineKey, table: ConfigTable, out: Terminal): Promise<TableItem> {
  return (await requireRow(key, table, out)).item;
}

/** As `requireItem`, with where the item came from. */
export async function requireRow(key: PipelineKey, table: ConfigTable, out: Terminal): Promise<TableRow> {
  const row = await table.readRow(key);
  if (row) return row;
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
  out.say(`There is no ${shownKey({ repository, branch })} in ${where}. ${hint}`);
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
