import { keyText, type PipelineKey, shownKey } from "../../../controller/records/index.js";
import { withConnection } from "../../shared/tables.js";
import { count, type Terminal } from "../../shared/terminal.js";
import type { ListOptions } from "./command.js";

/** Lists the table's items by name. JSON: `{"items": [{repo, branch}]}`. */
export function list(options: ListOptions, out: Terminal): Promise<void> {
  return withConnection(options, out, async ({ table }) => {
    const keys: PipelineKey[] = [];
    for await (const key of table.scanKeys()) keys.push(key);
    keys.sort((a, b) => (keyText(a) < keyText(b) ? -1 : 1));
    if (options.json) out.data({ items: keys.map(({ repository: repo, branch }) => ({ repo, branch })) });
    else for (const key of keys) out.say(shownKey(key));
    out.say(out.colors.dim(`${count(keys.length, "item")} in ${table.name}.`));
  });
}
