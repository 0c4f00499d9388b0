import { keyText, type PipelineKey, shownKey, statusOf } from "../../../controller/records/index.js";
import { withConnection } from "../../shared/tables.js";
import { count, type Terminal } from "../../shared/terminal.js";
import type { ListOptions } from "./command.js";

/**
 * Lists the table's items by name, and says whose change waits for what runs in its pipeline. JSON:
 * `{"items": [{repo, branch, deferred?}]}`.
 */
export function list(options: ListOptions, out: Terminal): Promise<void> {
  return withConnection(options, out, async ({ table, ledger }) => {
    const keys: PipelineKey[] = [];
    for await (const key of table.scanKeys()) keys.push(key);
    keys.sort((a, b) => (keyText(a) < keyText(b) ? -1 : 1));
    const records = new Map((await ledger.list()).map((record) => [keyText(record.key), record]));
    const all = keys.map((key) => ({ key, deferred: statusOf(key, records.get(keyText(key))).deferred }));
    if (options.json)
      out.data({
        items: all.map(({ key: { repository: repo, branch }, deferred }) => ({
          ...{ repo, branch },
          ...(deferred && { deferred }),
        })),
      });
    else
      for (const { key, deferred } of all)
        out.say(deferred ? `${shownKey(key)}  deferred until ${deferred.until} at most` : shownKey(key));
    out.say(out.colors.dim(`${count(keys.length, "item")} in ${table.name}.`));
  });
}
