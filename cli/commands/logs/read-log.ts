import { setTimeout as sleep } from "node:timers/promises";
import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { type BuildRun, type LogLine, linesFrom } from "../../../controller/executions/index.js";

export interface LogReading {
  readonly client: CloudWatchLogsClient;
  readonly run: BuildRun;
  /** The run as it is now. */
  readonly again: () => Promise<BuildRun>;
  /** Whether it goes on until the run has ended. */
  readonly follow: boolean;
  readonly signal: AbortSignal;
  readonly onLine: (line: LogLine) => void;
}

/** Milliseconds between two looks. */
const pause = 2_000;

/** Gives line after line, and at the end the run as it was seen last. */
export async function readLog({ client, run, again, follow, signal, onLine }: LogReading): Promise<BuildRun> {
  let last = run;
  let next: string | undefined;
  for (;;) {
    // Before the lines are read: what is written until the run ends is read once more.
    if (follow) last = await again();
    next = await readOn(client, last, next, onLine);
    if (!follow || last.status !== "InProgress" || signal.aborted) return last;
    await sleep(pause, undefined, { signal }).catch(() => undefined);
  }
}

/** All that there is behind a place; gives the place where that ends. */
async function readOn(
  client: CloudWatchLogsClient,
  { log }: BuildRun,
  from: string | undefined,
  onLine: LogReading["onLine"],
): Promise<string | undefined> {
  let place = from;
  while (log) {
    const page = await linesFrom(client, log, place);
    for (const line of page.lines) onLine(line);
    if (page.next === undefined || page.next === place) return page.next ?? place;
    place = page.next;
  }
  return place;
}
