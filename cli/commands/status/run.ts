import {
  keyText,
  type LedgerRecord,
  type Origin,
  type PipelineKey,
  type PipelineStatus,
  shownKey,
  statusOf,
} from "../../../controller/records/index.js";
import { refusedHint } from "../../../controller/repair/index.js";
import { deferredInWords } from "../../shared/deferred-in-words.js";
import { Exit } from "../../shared/exit.js";
import { originInWords } from "../../shared/origin-in-words.js";
import { pairsOf } from "../../shared/pairs.js";
import { printRunFailure } from "../../shared/results.js";
import { type Connected, printUnknown, withConnection } from "../../shared/tables.js";
import { count, type Terminal } from "../../shared/terminal.js";
import { activityLines } from "./activity-lines.js";
import type { StatusOptions } from "./command.js";

/** What the ledger knows, of one pipeline or of all. JSON: `{"pipelines": [PipelineStatus]}`. */
export function status(names: readonly string[], options: StatusOptions, out: Terminal): Promise<void> {
  const [key] = pairsOf(names, out);
  return withConnection(options, out, async (connected) => {
    const all = await readAll(connected);
    const shown = key ? all.filter(({ repo, branch }) => keyText(key) === `${repo} ${branch}`) : all;
    if (key && shown.length === 0) printUnknown(key, all.map(keyOf), "the ledger or the table", out);
    if (options.json) out.data({ pipelines: shown });
    else for (const each of shown) say(each, out);
    out.say(out.colors.dim(`${count(shown.length, "pipeline")}.`));
    if (shown.some(({ failure }) => failure)) throw new Exit(1);
  });
}

/** With the items that the ledger has not heard of yet. */
async function readAll({ ledger, table, activities }: Connected): Promise<PipelineStatus[]> {
  const records = new Map<string, LedgerRecord>();
  for (const record of await ledger.list()) records.set(keyText(record.key), record);
  const done = new Map((await activities.list()).map((activity) => [keyText(activity.key), activity]));
  const all = [...records.values()].map((record) =>
    statusOf(record.key, record, done.get(keyText(record.key))),
  );
  const origins = new Map<string, Origin | undefined>();
  for await (const { key, origin } of table.scanOrigins()) {
    origins.set(keyText(key), origin);
    if (!records.has(keyText(key))) all.push(statusOf(key, undefined));
  }
  const whole = all.map((status) => {
    const origin = origins.get(keyText(keyOf(status)));
    return { ...status, ...(origin && { origin }) };
  });
  return whole.sort((a, b) => (`${a.repo} ${a.branch}` < `${b.repo} ${b.branch}` ? -1 : 1));
}

function keyOf({ repo, branch }: PipelineStatus): PipelineKey {
  return { repository: repo, branch };
}

function say(status: PipelineStatus, { say: line, colors }: Terminal): void {
  const { repo, branch, state, requested, running, applied, activity, failure, retry, log, origin } = status;
  const shown = failure ? colors.red(state) : state;
  line(
    `${colors.bold(shownKey({ repository: repo, branch }))}  ${shown}${requested ? `, requested ${requested}` : ""}`,
  );
  if (origin) line(`  item from ${originInWords(origin)}`);
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

/** For what runs in the pipeline, for a build, or for somebody to confirm an address. */
function whatWaits({ refused, unconfirmed = [], deferred }: PipelineStatus): string[] {
  return [
    ...(deferred ? deferredInWords(deferred) : []),
    ...(refused ? [`no build could be started since ${refused.since}: ${refused.reason}`, refusedHint] : []),
    ...(unconfirmed.length > 0
      ? [`nobody has confirmed ${unconfirmed.join(", ")}, who therefore gets no mail of approvals`]
      : []),
  ];
}
