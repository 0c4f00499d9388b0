import {
  type ActionFailure,
  type Activities,
  type Activity,
  type Clock,
  type Commit,
  claimed,
  isOver,
  type Layout,
  messageOf,
  type Observation,
  observe,
  type PipelineKey,
  type Report,
  type Seen,
  timestamp,
  told,
  withCommit,
} from "../records/index.js";
import type { FindCommit } from "./commits.js";
import { type EventPlace, type PipelineEvent, readEvent } from "./event.js";
import type { ApprovalGate, StartedApproval } from "./gate.js";
import { failureMessageOf } from "./message.js";
import type { Publish } from "./publish.js";

export interface EventsParts {
  readonly activities: Pick<Activities, "read" | "write" | "expectNoMore">;
  readonly findCommit: FindCommit;
  /** Absent: nobody is told of failures. */
  readonly publish?: Publish;
  /** Absent: each approval is a person's. */
  readonly gate?: ApprovalGate;
  /** Has a pipeline looked at again whose change has waited for what has ended now. */
  readonly askAgain: (key: PipelineKey) => Promise<void>;
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

/** Writes what an event tells into its pipeline's row, tells people of a failure, and ends the wait of a change. Throws where that was not done: Lambda tries again. */
export async function handle(event: unknown, parts: EventsParts): Promise<void> {
  const read = readEvent(event, parts.place);
  if (!read) return parts.report("event-ignored", { reason: "It is no event of a pipeline here." });
  const { pipeline, observation } = read;
  let found: Promise<Commit | undefined> | undefined;
  const find = (activity: Activity) => {
    found ??= foundCommit(activity, observation, parts);
    return found;
  };
  let counting: Activity | undefined;
  const isDone = await untilDone(parts, async () => {
    const activity = await parts.activities.read(pipeline);
    const reason = whyIgnored(activity, read);
    if (activity && reason === undefined) {
      counting = activity;
      return noted(activity, observation, parts, find);
    }
    parts.report("event-ignored", { pipeline, reason: reason ?? "" });
    return true;
  });
  if (!isDone) throw new Error(`The activity of ${pipeline} was changed by others ${mostTries} times.`);
  if (counting) await passGate(counting, observation, parts);
}

/** Also for an event that was noted before: the call before may have failed here. */
async function passGate(
  activity: Activity,
  observation: Observation,
  { gate, report }: EventsParts,
): Promise<void> {
  const approval = openApproval(activity, observation);
  if (!gate || !approval) return;
  const { isAnswered, reason } = await gate(approval);
  const { pipeline, execution, action } = approval;
  report(isAnswered ? "approval-answered" : "approval-left", { pipeline, execution, action, reason });
}

/** Undefined where an event tells of anything but the start of an environment's approval. */
function openApproval({ pipeline, layout }: Activity, observation: Observation): StartedApproval | undefined {
  if (observation.level !== "action" || !observation.isApproval) return undefined;
  const { mark, stage, action } = observation;
  const asking = layout.environments.find((each) => each.stage === stage && each.approval?.action === action);
  if (mark.state !== "InProgress" || !asking) return undefined;
  return { pipeline, execution: mark.execution, stage, action, run: mark.of, environment: asking.name };
}

/** Tries until it is done; false where others were first each time. */
async function untilDone(
  { pause }: Pick<EventsParts, "pause">,
  attempt: () => Promise<boolean>,
): Promise<boolean> {
  for (let tries = 0; tries < mostTries; tries++) {
    if (await attempt()) return true;
    await pause(Math.random() * 20 * (tries + 1));
  }
  return false;
}

/** Undefined where it counts. */
function whyIgnored(activity: Activity | undefined, { observation }: PipelineEvent): string | undefined {
  if (!activity) return "No such pipeline is made by this installation.";
  return observation.mark.at < activity.since ? "It is older than the pipeline." : undefined;
}

/** False where somebody else has written meanwhile. `find` asks for the commit that the observation needs. */
async function noted(
  activity: Activity,
  observation: Observation,
  parts: EventsParts,
  find: (activity: Activity) => Promise<Commit | undefined>,
): Promise<boolean> {
  const { activities, clock } = parts;
  const observed = observe(activity.seen, activity.layout, observation);
  const commit = isCommitNeeded(activity.layout, observed, observation) ? await find(activity) : undefined;
  const complete = commit ? withCommit(observed, commit) : observed;
  const failure = parts.publish && failureIn(activity, observation);
  const [now, until] = [timestamp(clock.now()), timestamp(clock.now() + claimMs)];
  const claim = failure && claimed(complete, failure, { now, until });
  const seen = claim ?? complete;
  if (seen !== activity.seen) {
    if (!(await activities.write(activity, seen))) return false;
    if (failure && claim) await tell({ ...activity, seen }, failure, parts);
  }
  await endWait({ ...activity, seen }, parts);
  return true;
}

/** Also of an event that is no news: who heard it first may have died before this. */
async function endWait(
  { key, pipeline, awaited, seen }: Activity,
  { askAgain, activities, report }: EventsParts,
): Promise<void> {
  if (!awaited || !isOver(awaited, seen)) return;
  await askAgain(key);
  await activities.expectNoMore(pipeline, awaited);
  report("wait-ended", { pipeline, executions: awaited.executions });
}

/**
 * Only an environment's stage needs to know, and only when it begins and its commit has not been told: a rollback has no
 * source action, and an event may be missing.
 */
function isCommitNeeded(layout: Layout, { commits }: Seen, { level, mark }: Observation): boolean {
  const isBegin = level === "stage" && mark.state === "InProgress";
  const isDeployed = layout.environments.some(({ stage }) => stage === mark.of);
  return isBegin && isDeployed && commits.every(({ execution }) => execution !== mark.execution);
}

/** What cannot be found is left out. */
async function foundCommit(
  { pipeline, layout }: Activity,
  { mark: { execution, at } }: Observation,
  { findCommit, report }: EventsParts,
): Promise<Commit | undefined> {
  try {
    return await findCommit({ pipeline, execution, artifact: layout.source.artifact, at });
  } catch (error) {
    report("commit-not-found", { pipeline, execution, message: messageOf(error) });
    return undefined;
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
  const { publish, activities, place } = parts;
  await publish?.(failureMessageOf(activity, failure, place.region));
  await untilDone(parts, async () => {
    const newest = await activities.read(activity.pipeline);
    return !newest || activities.write(newest, told(newest.seen, failure));
  });
}
