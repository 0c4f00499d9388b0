import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { resourceChanges } from "../../../compiler/changes/index.js";
import type { Connection } from "../../../controller/installation/index.js";
import {
  type Attempt,
  type LedgerRecord,
  type PipelineKey,
  shownKey,
  type TableItem,
} from "../../../controller/records/index.js";
import { cancelledByDestroy, printCancelled } from "../../shared/cancelled.js";
import { confirm } from "../../shared/confirm.js";
import { type CommandContext, withContext } from "../../shared/context.js";
import { openInstallation } from "../../shared/installation.js";
import { interruptible } from "../../shared/interrupt.js";
import { printChanges } from "../../shared/print-changes.js";
import { reconcileHere, refuseIfHeld } from "../../shared/reconcile-here.js";
import { requireItem } from "../../shared/tables.js";
import type { Terminal } from "../../shared/terminal.js";
import type { DestroyOptions } from "./command.js";

/** Removes the item, if there is one, and destroys its pipeline here and now. */
export async function destroy(key: PipelineKey, options: DestroyOptions, out: Terminal): Promise<void> {
  const installation = await openInstallation(options, out);
  await interruptible((signal) =>
    withContext({ installation, out, signal }, async (context) => {
      const { connection } = context;
      const { item, record } = await find(key, connection, out);
      await refuseIfHeld(key, context.reconciler, out);
      await show(key, item, record, context, out);
      const { settings } = installation;
      if (record) printCancelled(await cancelledByDestroy({ key, settings, by: "here" }), out);
      await confirm(`Destroy ${shownKey(key)}?`, out, { yes: options.yes });
      if (item) await connection.table.deleteItem(key, item);
      await reconcileHere(key, context.reconciler, out);
    }),
  );
}

/** A pipeline can outlive its item, and an item can be there before its pipeline. */
async function find(key: PipelineKey, { table, ledger }: Connection, out: Terminal) {
  const record = await ledger.read(key);
  const item = record ? await table.readItem(key) : await requireItem(key, table, out);
  return { item, record };
}

async function show(
  key: PipelineKey,
  item: TableItem | undefined,
  record: LedgerRecord | undefined,
  context: CommandContext,
  out: Terminal,
): Promise<void> {
  const last = record?.lastAttempted ?? record?.lastApplied;
  out.say(`${out.colors.bold(shownKey(key))}: destroyed, and with it all that it made`);
  if (item) out.say(`  The item in ${context.installation.settings.table} is removed first.`);
  if (last) printChanges({ actions: [], resources: await resourcesIn(key, last, context) }, out);
  else out.say("  Nothing was ever applied.");
}

/** Of the configuration that `destroy` will work from. */
async function resourcesIn(key: PipelineKey, last: Attempt, { connection, folder }: CommandContext) {
  const kept = join(folder, "kept");
  await connection.configurations.fetch(key, last, kept);
  const [stack = ""] = await readdir(join(kept, "stacks"));
  return resourceChanges(await readFile(join(kept, "stacks", stack, "cdk.tf.json"), "utf8"), undefined);
}
