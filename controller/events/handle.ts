import {
  type ActionFailure,
  type Activities,
  type Activity,
  type Clock,
  claimed,
  type Observation,
  observe,
  type Report,
  type Seen,
  messageOf as textOf,
  timestamp,
  told,
  withCommit,
} from "../records/index.js";
import type { FindCommit } from "./commits.js";
import { type EventPlace, type PipelineEvent, readEvent } from "./event.js";
import { failureMessageOf } from "./message.js";
import type { Publish } from "./publish.js";

export interface EventsParts {
  readonly activities: Pick<Activities, "read" | "write">;
  readonly findCommit: FindCommit;
  /** Absent: nobody is told of failures. */
  readonly publish?: Publish;
  readonly place: EventPlace;
  readonly clock: Clock;
  /** Waits so many milliseconds. */
  readonly pause: (ms: number) => Promise<void>;
  readonly report: Report;
}

/** Lambda tries a failed event again after a minute (Lambda developer guide, "Asynchronous invocation"): by then a claim has run out. */
const claimMs = 45_000;

/** As many as write one pipeline's row at once, and more. */
const mostTries = 25;

/** Writes what an event tells into its pipeline's row, and tells people of a failure. Throws where that was not done: Lambda tries again. */
export async function handle(event: unknown, parts: EventsParts): Promise<void> {
  const read = readEvent(event, parts.place);
  if (!read) return parts.report("event-ignored", { reason: "It is no event of a pipeline here." });
  for (let tries = 0; tries < mostTries; tries++) {
    const activity = await parts.activities.read(read.pipeline);
    const reason = whyIgnored(activity, read);
    if (!activity || reason !== undefined) {
      return parts.report("event-ignored", { pipeline: read.pipeline, reason: reason ?? "" });
    }
    if (await noted(activity, read.observation, parts)) return;
    await parts.pause(Math.random() * 20 * (tries + 1));
  }
  throw new Error(`The activity of ${read.pipeline} was changed by others ${mostTries} times.`);
}

/** Undefined where it counts. */
function whyIgnored(activity: Activity | undefined, { observation }: PipelineEvent): string | undefined {
  if (!activity) return "No such pipeline is made by this installation.";
  return observation.mark.at < activity.since ? "It is older than the pipeline." : undefined;
}

/** False where somebody else has written meanwhile. */
async function noted(activity: Activity, observation: Observation, parts: EventsParts): Promise<boolean> {
  const { activities, clock } = parts;
  const observed = observe(activity.seen, activity.layout, observation);
  const complete = await withFoundCommit(activity, observed, observation, parts);
  const failure = parts.publish && failureIn(activity, observation);
  const [now, until] = [timestamp(clock.now()), timestamp(clock.now() + claimMs)];
  const claim = failure && claimed(complete, failure, { now, until });
  const seen = claim ?? complete;
  if (seen === activity.seen) return true;
  if (!(await activities.write(activity, seen))) return false;
  if (failure && claim) await tell({ ...activity, seen }, failure, parts);
  return true;
}

/**
 * Only an environment's stage needs to know, and only when it begins and its commit has not been told: a rollback has no
 * source action, and an event may be missing. What cannot be found is left out.
 */
async function withFoundCommit(
  { pipeline, layout }: Activity,
  seen: Seen,
  { level, mark }: Observation,
  { findCommit, report }: EventsParts,
): Promise<Seen> {
  const isBegin = level === "stage" && mark.state === "InProgress";
  const { execution, at } = mark;
  const isNeeded = isBegin && layout.environments.some(({ stage }) => stage === mark.of);
  if (!isNeeded || seen.commits.some((commit) => commit.execution === execution)) return seen;
  try {
    const commit = await findCommit({ pipeline, execution, artifact: layout.source.artifact, at });
    return commit ? withCommit(seen, commit) : seen;
  } catch (error) {
    report("commit-not-found", { pipeline, execution, message: textOf(error) });
    return seen;
  }
}

/** What an event tells that people are told of, whether or not something failed after it. */
function failureIn({ layout }: Activity, observation: Observation): ActionFailure | undefined {
  if (observation.level !== "action" || observation.mark.state !== "Failed") return undefined;
  const { mark, stage, action, isApproval, message, link } = observation;
  if (!layout.stages.includes(stage)) return undefined;
  return { ...mark, stage, action, isApproval, message, ...(link !== undefined && { link }) };
}

/** What cannot be published stays claimed until the claim runs out. */
async function tell(activity: Activity, failure: ActionFailure, parts: EventsParts): Promise<void> {
  const { publish, activities, pause, place } = parts;
  await publish?.(failureMessageOf(activity, failure, place.region));
  for (let tries = 0; tries < mostTries; tries++) {
    const newest = await activities.read(activity.pipeline);
    if (!newest || (await activities.write(newest, told(newest.seen, failure)))) return;
    await pause(Math.random() * 20 * (tries + 1));
  }
}
