import { keyText, type PipelineKey, type PipelineStatus } from "../../../controller/records/index.js";
import { Exit } from "../../shared/exit.js";
import { fleetReader, keyOf } from "../../shared/fleet/read-fleet.js";
import { interruptible } from "../../shared/interrupt.js";
import { pairsOf } from "../../shared/pairs.js";
import { printUnknown, withConnection } from "../../shared/tables.js";
import type { Terminal } from "../../shared/terminal.js";
import { sayTimes } from "../../shared/times.js";
import { countsOf } from "./brief.js";
import type { StatusOptions } from "./command.js";
import { statusLines } from "./lines.js";
import { watchStatus } from "./watch.js";

/**
 * What the ledger knows, of one pipeline or of all. JSON: `{"pipelines": [PipelineStatus]}`, of a watch as they were seen last.
 * The exit code is 1 if a run failed for any of them.
 */
export function status(names: readonly string[], options: StatusOptions, out: Terminal): Promise<void> {
  const [key] = pairsOf(names, out);
  return withConnection(options, out, async (connected) => {
    const readAll = fleetReader(connected);
    const all = await readAll();
    const first = of(key, all);
    if (key && first.length === 0) printUnknown(key, all.map(keyOf), "the ledger or the table", out);
    const read = async (signal: AbortSignal) => of(key, await readAll(signal));
    const isOne = key !== undefined;
    const shown = options.watch
      ? await interruptible((signal) => watchStatus({ first, read, isOne, signal }, out))
      : first;
    if (options.json) out.data({ pipelines: shown });
    else if (isOne || !options.watch) print(shown, out);
    out.say(out.colors.dim(`${countsOf(shown)}.`));
    if (shown.some(({ failure }) => failure)) throw new Exit(1);
  });
}

function of(key: PipelineKey | undefined, all: readonly PipelineStatus[]): readonly PipelineStatus[] {
  return key ? all.filter((each) => keyText(keyOf(each)) === keyText(key)) : all;
}

function print(shown: readonly PipelineStatus[], out: Terminal): void {
  const time = sayTimes(out);
  for (const each of shown) for (const line of statusLines(each, out.colors, time)) out.say(line);
}
