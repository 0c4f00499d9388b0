import { compileReading } from "../../../compiler/compile.js";
import { type NamedValue, readValues } from "../../../compiler/reading/index.js";
import { type PipelineKey, shownKey } from "../../../controller/records/index.js";
import { Exit } from "../../shared/exit.js";
import type { Inputs, ReadInputs } from "../../shared/inputs.js";
import type { InstallationOptions } from "../../shared/installation.js";
import { withConnection } from "../../shared/tables.js";
import type { Terminal } from "../../shared/terminal.js";

/** What is asked of an installation. */
export interface KeptRecords {
  readonly ledger: {
    read(key: PipelineKey): Promise<{ readonly lastApplied?: Place } | undefined>;
  };
  readonly configurations: {
    permissionsOf(key: PipelineKey, place: Place): Promise<{ readonly item?: unknown } | undefined>;
  };
}

/** Where the ledger says that an output is kept. */
interface Place {
  readonly configuration: string;
  readonly digest: string;
}

/**
 * The items that were applied last of these pipelines, as they were kept then, compiled by today's settings. Of a pipeline
 * that was never applied there is none. Ends the command where what was applied kept no item.
 */
export function readApplied(
  inputs: Inputs,
  options: InstallationOptions,
  out: Terminal,
): Promise<ReadInputs> {
  return withConnection(options, out, (connected) => appliedOf(inputs, connected, out));
}

export async function appliedOf(inputs: Inputs, kept: KeptRecords, out: Terminal): Promise<ReadInputs> {
  const { settings } = inputs.read;
  const values: NamedValue[] = [];
  for (const key of inputs.pipelines) values.push(...(await keptItem(key, kept, out)));
  return { read: inputs.read, ...compileReading(readValues(values, settings), settings) };
}

async function keptItem(
  key: PipelineKey,
  { ledger, configurations }: KeptRecords,
  out: Terminal,
): Promise<NamedValue[]> {
  const last = (await ledger.read(key))?.lastApplied;
  if (!last) return [];
  const value = (await configurations.permissionsOf(key, last))?.item;
  if (value === undefined) return withoutItem(key, out);
  return [{ name: `what was applied of ${shownKey(key)}`, value }];
}

function withoutItem(key: PipelineKey, { say }: Terminal): never {
  const { repository, branch } = key;
  say(
    `What was applied of ${shownKey(key)} kept no item: an older stagewright applied it, or it is kept no more.`,
  );
  say(`\`stagewright plan ${repository} ${branch}\` compares with what Terraform knows.`);
  throw new Exit(1);
}
