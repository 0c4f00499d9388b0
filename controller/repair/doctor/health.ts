import type { Finding } from "./finding.js";

/** How the parts of a control plane are that start builds, or hear what pipelines do. Times are milliseconds since 1970. */
export interface Health {
  /** Of the stream of the table to the dispatcher; undefined if there is none. */
  readonly mapping: { readonly state: string; readonly lastResult: string } | undefined;
  readonly schedule: { readonly isEnabled: boolean; readonly changedAt: number } | undefined;
  readonly functions: readonly FunctionHealth[];
  /** When the schedule's function was last called within `silentAfter`. */
  readonly lastScheduled: number | undefined;
}

export interface FunctionHealth {
  readonly name: string;
  /** How many calls failed within the last hour. */
  readonly errors: number;
}

/** How long the schedule may be silent, in milliseconds: three of its turns, and a quarter of an hour for the metric to come. */
export function silentAfter(scheduleMinutes: number): number {
  return (3 * scheduleMinutes + 15) * 60_000;
}

/** What of it stops changes of the table from becoming builds, or events of pipelines from being known. */
export function examineHealth(health: Health, scheduleMinutes: number, now: number): Finding[] {
  return [
    ...examineMapping(health.mapping),
    ...examineSchedule(health, scheduleMinutes, now),
    ...health.functions.flatMap(examineFunction),
  ];
}

const makeItAgain = "Run `stagewright bootstrap`, which shows what is not as it made it, and makes it so.";

function examineMapping(mapping: Health["mapping"]): Finding[] {
  if (!mapping)
    return [finding("stream", "Nothing sends the table's changes to the dispatcher.", makeItAgain)];
  const { state, lastResult } = mapping;
  const isOff = /^Disabl/.test(state);
  // AWS Lambda API reference, EventSourceMappingConfiguration: what went well is OK, or that there was nothing to do.
  const hasFailed = !/^(OK|No records processed)/.test(lastResult);
  return [
    ...(isOff
      ? [finding("stream", `The table's changes are not sent to the dispatcher: ${state}.`, makeItAgain)]
      : []),
    ...(hasFailed
      ? [
          finding(
            "stream",
            `The table's last changes could not be sent to the dispatcher: ${lastResult}.`,
            "Look into the dispatcher's log. The schedule finds the items meanwhile.",
          ),
        ]
      : []),
  ];
}

function examineSchedule(
  { schedule, lastScheduled }: Health,
  scheduleMinutes: number,
  now: number,
): Finding[] {
  if (!schedule) return [finding("schedule", "There is no schedule.", makeItAgain)];
  if (!schedule.isEnabled) return [finding("schedule", "The schedule is disabled.", makeItAgain)];
  const isSilent = lastScheduled === undefined && now - schedule.changedAt > silentAfter(scheduleMinutes);
  if (!isSilent) return [];
  return [
    finding(
      "schedule",
      `The schedule, which comes every ${scheduleMinutes} minutes, has called its function for none of its last three turns.`,
      "See in EventBridge Scheduler whether its role may call the function; `stagewright bootstrap` shows what is not as it made it.",
    ),
  ];
}

function examineFunction({ name, errors }: FunctionHealth): Finding[] {
  if (errors === 0) return [];
  const message = `The function ${name} failed ${errors === 1 ? "once" : `${errors} times`} within the last hour.`;
  return [finding("function", message, `Look into its log, /aws/lambda/${name}.`)];
}

function finding(kind: Finding["kind"], message: string, remedy: string): Finding {
  return { kind, subject: "control plane", message, remedy, fix: "manual" };
}
