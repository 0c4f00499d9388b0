import { connect, type Installation } from "../../../controller/installation/index.js";
import {
  type PipelineKey,
  type PipelineStatus,
  shownKey,
  statusOf,
} from "../../../controller/records/index.js";
import { endWith } from "../refuse.js";
import { printUnknown } from "../tables.js";
import type { Terminal } from "../terminal.js";

/** Says why there is no pipeline, by table and ledger, and ends the command. */
export async function printMissing(
  key: PipelineKey,
  installation: Installation,
  out: Terminal,
): Promise<never> {
  const { table, ledger, close } = connect(installation);
  try {
    const [item, record] = [await table.readItem(key), await ledger.read(key)];
    if (!item && !record) {
      const known: PipelineKey[] = [];
      for await (const other of table.scanKeys()) known.push(other);
      return printUnknown(key, known, table.name, out);
    }
    return endWith(whyMissing(statusOf(key, record), item !== undefined), out);
  } finally {
    close();
  }
}

/** How far an item is that has no pipeline yet. */
const waits: Readonly<Record<Exclude<PipelineStatus["state"], "applied">, string>> = {
  new: "its item is in the table, and nobody has noticed it yet",
  deferred: "is asked for, and waits for what runs in it",
  waiting: "its item waits for a build",
  running: "a run is at work on it",
  failed: "the last run failed",
  invalid: "its item is not valid",
};

/** What happened, and on a second line what to do. */
export function whyMissing(status: PipelineStatus, hasItem: boolean): string {
  const { repo: repository, branch, state, failure } = status;
  const name = shownKey({ repository, branch });
  if (!hasItem)
    return `${name} has no pipeline any more: its item was removed.\n\`stagewright status ${name}\` shows how far its removal is.`;
  if (state === "applied")
    return `${name} has no pipeline: it was applied, and is not in AWS any more.\n\`stagewright plan ${name}\` shows what is missing.`;
  const reason = failure
    ? `${waits[state]}: ${failure.message.split("\n")[0]?.replace(/\.$/, "")}`
    : waits[state];
  return `${name} has no pipeline yet: ${reason}.\n\`stagewright status ${name}\` shows more.`;
}
