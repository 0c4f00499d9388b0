import type { Activity } from "./activities.js";
import type { LaidOutEnvironment, Layout } from "./layout.js";
import { compareMarks, hasEnded, type Mark, markOf, type State } from "./mark.js";
import type { Seen } from "./seen.js";

/** A commit as people are shown it. */
export interface ShownCommit {
  readonly id: string;
  readonly url?: string;
  readonly summary?: string;
}

/** What a pipeline does. Times are ISO 8601, UTC. */
export interface ActivityStatus {
  /** The newest execution; absent before the first. */
  readonly execution?: {
    readonly id: string;
    readonly state: State;
    readonly started: string;
    /** When it came to be so. */
    readonly at: string;
    readonly commit?: ShownCommit;
  };
  /** All that are in progress, the newest first; absent where none is. */
  readonly running?: readonly RunningExecution[];
  /** Those that are deployed, in order. */
  readonly environments: readonly EnvironmentStatus[];
  /** The last failure, also when it has been mended since. */
  readonly failure?: {
    readonly execution: string;
    readonly stage: string;
    readonly action: string;
    readonly at: string;
    /** In AWS's words; may be empty. */
    readonly message: string;
    readonly link?: string;
    readonly commit?: ShownCommit;
  };
}

export interface RunningExecution {
  readonly id: string;
  readonly state: State;
  readonly started: string;
  readonly commit?: ShownCommit;
  /** How far it is: the last stage that it has entered, counted from 1, of so many. */
  readonly stage?: {
    readonly name: string;
    readonly number: number;
    readonly of: number;
    readonly since: string;
  };
}

export interface EnvironmentStatus {
  readonly environment: string;
  /** Into which it deploys, 12 digits; absent where the pipeline was last made by a stagewright that did not keep it. */
  readonly account?: string;
  /** `New`: nothing has come so far. `Waiting`: somebody is asked for an approval. Else the API's word for its stage. */
  readonly state: State | "New" | "Waiting";
  /** Since when. */
  readonly since?: string;
  /** The id of the execution that came last, with its commit. */
  readonly execution?: string;
  readonly commit?: ShownCommit;
  /** What is in the account. */
  readonly deployed?: { readonly at: string; readonly execution: string; readonly commit?: ShownCommit };
  /** Until when it can be answered. */
  readonly approval?: {
    readonly stage: string;
    readonly action: string;
    readonly since: string;
    readonly until: string;
  };
}

/** Events may be missing: what has ended ends what was in it. */
export function activityStatusOf({ seen, layout }: Activity): ActivityStatus {
  const executions = seen.executions.toSorted((a, b) => compareMarks(b, a));
  const [newest] = executions;
  const running = executions.filter((mark) => !hasEnded(mark));
  const { failure } = seen;
  return {
    ...(newest && {
      execution: {
        id: newest.of,
        state: newest.state,
        started: newest.started,
        at: newest.at,
        ...carried(seen, newest),
      },
    }),
    ...(running.length > 0 && { running: running.map((mark) => runningExecution(mark, layout, seen)) }),
    environments: layout.environments.map((environment) => environmentStatus(environment, seen)),
    ...(failure && {
      failure: {
        execution: failure.execution,
        stage: failure.stage,
        action: failure.action,
        at: failure.at,
        message: failure.message,
        ...(failure.link !== undefined && { link: failure.link }),
        ...carried(seen, failure),
      },
    }),
  };
}

function runningExecution(mark: Mark, { stages }: Layout, seen: Seen): RunningExecution {
  const entered = seen.stages.filter(({ execution }) => execution === mark.of);
  const name = stages.findLast((stage) => markOf(entered, stage));
  const at = name === undefined ? undefined : markOf(entered, name);
  return {
    id: mark.of,
    state: mark.state,
    started: mark.started,
    ...carried(seen, mark),
    ...(at && {
      stage: { name: at.of, number: stages.indexOf(at.of) + 1, of: stages.length, since: at.started },
    }),
  };
}

function environmentStatus(environment: LaidOutEnvironment, seen: Seen): EnvironmentStatus {
  const { name } = environment;
  const deployed = markOf(seen.deployments, name);
  const here = {
    environment: name,
    ...(environment.account !== undefined && { account: environment.account }),
    ...(deployed && {
      deployed: { at: deployed.at, execution: deployed.execution, ...carried(seen, deployed) },
    }),
  };
  const asked = waitingApproval(environment, seen);
  const stage = settled(markOf(seen.stages, environment.stage), seen);
  const newest = asked ?? stage;
  if (!newest) return { ...here, state: "New" };
  return {
    ...here,
    state: asked ? "Waiting" : stateIn(environment, newest, seen),
    since: hasEnded(newest) ? newest.at : newest.started,
    execution: newest.execution,
    ...carried(seen, newest),
    ...(asked && environment.approval && { approval: approvalOf(environment, asked) }),
  };
}

function approvalOf({ stage, approval }: LaidOutEnvironment, asked: Mark) {
  const { action = "", minutes = 0 } = approval ?? {};
  const until = new Date(Date.parse(asked.started) + minutes * 60_000).toISOString();
  return { stage, action, since: asked.started, until };
}

/** Undefined where nobody is asked, or where the question has gone with its stage or its execution. */
function waitingApproval({ name, stage }: LaidOutEnvironment, seen: Seen): Mark | undefined {
  const asked = markOf(seen.approvals, name);
  if (!asked || hasEnded(asked)) return undefined;
  const inStage = markOf(seen.stages, stage);
  const isOver = [inStage, markOf(seen.executions, asked.execution)].some(
    (mark) => mark?.execution === asked.execution && hasEnded(mark) && mark.attempt >= asked.attempt,
  );
  const isOvertaken =
    inStage !== undefined && inStage.execution !== asked.execution && inStage.started > asked.started;
  return isOver || isOvertaken ? undefined : asked;
}

/** A stage has ended with its execution, also where its own end was not told. */
function settled(mark: Mark | undefined, { executions }: Seen): Mark | undefined {
  if (!mark || hasEnded(mark)) return mark;
  const execution = markOf(executions, mark.execution);
  if (!execution || !hasEnded(execution) || execution.attempt < mark.attempt) return mark;
  return { ...mark, state: execution.state, at: execution.at };
}

/** In a stage of several environments one fails and the others do not. */
function stateIn({ name, stage, deploys }: LaidOutEnvironment, mark: Mark, seen: Seen): State {
  if (mark.state !== "Failed") return mark.state;
  const isOfThis = (other: Mark | undefined) =>
    other?.execution === mark.execution && other.attempt === mark.attempt;
  const isOthers =
    seen.failure?.stage === stage && isOfThis(seen.failure) && !isOfThis(markOf(seen.failures, name));
  if (!isOthers || deploys === "") return "Failed";
  return markOf(seen.deployments, name)?.execution === mark.execution ? "Succeeded" : "Stopped";
}

function carried({ commits }: Seen, { execution }: Mark): { readonly commit?: ShownCommit } {
  const found = commits.find((commit) => commit.execution === execution);
  if (!found) return {};
  const { id, url, summary } = found;
  return { commit: { id, ...(url !== undefined && { url }), ...(summary !== undefined && { summary }) } };
}
