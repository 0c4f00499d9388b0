import { type PipelineStatus, shownKey } from "../../../controller/records/index.js";
import { refusedHint } from "../../../controller/repair/index.js";
import { keyOf } from "../../shared/fleet/read-fleet.js";
import { originInWords } from "../../shared/origin-in-words.js";
import { printRunFailure } from "../../shared/results.js";
import type { Terminal } from "../../shared/terminal.js";
import type { SayTime } from "../../shared/times.js";
import { activityLines } from "./activity-lines.js";

/** All that is told of a pipeline. */
export function statusLines(status: PipelineStatus, colors: Terminal["colors"], time: SayTime): string[] {
  const { state, requested, running, applied, activity, failure, origin } = status;
  const shown = failure ? colors.red(state) : state;
  const asked = requested === undefined ? "" : `, requested ${time(requested)}`;
  return [
    `${colors.bold(shownKey(keyOf(status)))}  ${shown}${asked}`,
    ...(origin ? [`  item from ${originInWords(origin)}`] : []),
    ...(running
      ? [`  ${running.phase} since ${time(running.since)} by ${running.who}, ${running.owner}`]
      : []),
    ...whatWaits(status, time).map((told) => `  ${colors.yellow(told)}`),
    ...(applied === undefined ? [] : [`  applied ${time(applied)}`]),
    ...(activity ? activityLines(activity, colors, time).map((told) => `  ${told}`) : []),
    ...afterFailure(status, time),
  ];
}

function afterFailure({ failure, retry, log }: PipelineStatus, time: SayTime): string[] {
  const lines: string[] = [];
  if (failure) lines.push(`  ${failure.class}`);
  if (failure) printRunFailure(failure, (line) => lines.push(line));
  if (retry !== undefined) lines.push(`  tried again from ${time(retry)} on`);
  if (log !== undefined) lines.push(`  log: ${log}`);
  return lines;
}

/** For what runs in the pipeline, for a build, or for somebody to confirm an address. */
function whatWaits({ refused, unconfirmed = [], deferred }: PipelineStatus, time: SayTime): string[] {
  return [
    ...(deferred ? deferredInWords(deferred, time) : []),
    ...(refused
      ? [`no build could be started since ${time(refused.since)}: ${refused.reason}`, refusedHint]
      : []),
    ...(unconfirmed.length > 0
      ? [`nobody has confirmed ${unconfirmed.join(", ")}, who therefore gets no mail of approvals`]
      : []),
  ];
}

/** For what a change waits, and how one has it not wait. */
function deferredInWords(
  { since, until, execution, why }: NonNullable<PipelineStatus["deferred"]>,
  time: SayTime,
): string[] {
  return [
    `deferred since ${time(since)}, until ${time(until)} at most: execution ${execution} ${why}`,
    "`stagewright put --now`, or `rm --now`, has it cancel what runs",
  ];
}
