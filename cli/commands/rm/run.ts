import { itemChanges } from "../../../compiler/changes/index.js";
import { type PipelineKey, shownKey } from "../../../controller/records/index.js";
import { cancelledByDestroy, printCancelled } from "../../shared/cancelled.js";
import { confirm } from "../../shared/confirm.js";
import { printChanges } from "../../shared/print-changes.js";
import { pipelineIn } from "../../shared/require-pipeline.js";
import { requireItem, withConnection } from "../../shared/tables.js";
import type { Terminal } from "../../shared/terminal.js";
import type { RmOptions } from "./command.js";

/** Removes an item, after what goes has been shown; the controller then destroys its pipeline. */
export function rm(key: PipelineKey, options: RmOptions, out: Terminal): Promise<void> {
  return withConnection(options, out, async ({ table, installation: { settings } }) => {
    const item = await requireItem(key, table, out);
    out.say(`${out.colors.bold(shownKey(key))}: removed, and with it`);
    const pipeline = pipelineIn(item, settings);
    printChanges(itemChanges(pipeline, undefined, settings), out);
    const by = options.now ? "now" : "controller";
    printCancelled(await cancelledByDestroy({ key, settings, by }), out);
    await confirm(`Remove ${shownKey(key)} from ${table.name}?`, out, { yes: options.yes });
    if (options.now) await table.hasten(key, undefined);
    await table.deleteItem(key, item);
    out.say(out.colors.green(`${shownKey(key)} removed from ${table.name}.`));
  });
}
