import { keyText, type PipelineStatus, shownKey } from "../../../controller/records/index.js";
import { refusedHint } from "../../../controller/repair/index.js";
import { Exit } from "../../shared/exit.js";
import { fleetReader, keyOf } from "../../shared/fleet/read-fleet.js";
import { pairsOf } from "../../shared/pairs.js";
import { printRunFailure } from "../../shared/results.js";
import { printUnknown, withConnection } from "../../shared/tables.js";
import { count, type Terminal } from "../../shared/terminal.js";
import { activityLines } from "./activity-lines.js";
import type { StatusOptions } from "./command.js";

/** What the ledger knows, of one pipeline or of all. JSON: `{"pipelines": [PipelineStatus]}`. */
export function status(names: readonly string[], options: StatusOptions, out: Terminal): Promise<void> {
  const [key] = pairsOf(names, out);
  return withConnection(options, out, async (connected) => {
    const all = await fleetReader(connected)();
    const shown = key ? all.filter(({ repo, branch }) => keyText(key) === `${repo} ${branch}`) : all;
    if (key && shown.length === 0) printUnknown(key, all.map(keyOf), "the ledger or the table", out);
    if (options.json) out.data({ pipelines: shown });
    else for (const each of shown) say(each, out);
    out.say(out.colors.dim(`${count(shown.length, "pipeline")}.`));
    if (shown.some(({ failure }) => failure)) throw new Exit(1);
  });
}

function say(status: PipelineStatus, { say: line, colors }: Terminal): void {
  const { repo, branch, state, requested, running, applied, activity, failure, retry, log } = status;
  const shown = failure ? colors.red(state) : state;
  line(
    `${colors.bold(shownKey({ repository: repo, branch }))}  ${shown}${requested ? `, requested ${requested}` : ""}`,
  );
  if (running) line(`  ${running.phase} since ${running.since} by ${running.who}, ${running.owner}`);
  for (const told of whatWaits(status)) line(`  ${colors.yellow(told)}`);
  if (applied) line(`  applied ${applied}`);
  if (activity) for (const told of activityLines(activity, colors)) line(`  ${told}`);
  if (failure) {
    line(`  ${failure.class}`);
    printRunFailure(failure, line);
  }
  if (retry) line(`  tried again from ${retry} on`);
  if (log) line(`  log: ${log}`);
}

/** For a build, or for somebody to confirm an address. */
function whatWaits({ refused, unconfirmed = [] }: PipelineStatus): string[] {
  return [
    ...(refused ? [`no build could be started since ${refused.since}: ${refused.reason}`, refusedHint] : []),
    ...(unconfirmed.length > 0
      ? [`nobody has confirmed ${unconfirmed.join(", ")}, who therefore gets no mail of approvals`]
      : []),
  ];
}
