import type { Layout } from "./layout.js";
import { compareTexts, type Mark, newestMarks, withMark } from "./mark.js";

/** What an execution carries through its pipeline. */
export type Commit = {
  /** Of the execution. */
  readonly execution: string;
  readonly id: string;
  readonly url?: string;
  /** The first line of what its author wrote. */
  readonly summary?: string;
  readonly at: string;
};

/** An action that failed. */
export type ActionFailure = Mark & {
  readonly stage: string;
  readonly action: string;
  /** An approval that was refused, or that nobody answered in time. */
  readonly isApproval: boolean;
  /** In AWS's words; may be empty. */
  readonly message: string;
  /** Where more is to be seen of it. */
  readonly link?: string;
};

/** A failure that people were told of, or are being told of by who has claimed it until then. */
export type ToldFailure = { readonly id: string; readonly at: string; readonly until?: string };

/** All that a pipeline's events have told. The same events make the same of it, in whichever order they come. */
export type Seen = {
  /** The newest executions: `of` is their id. */
  readonly executions: readonly Mark[];
  readonly commits: readonly Commit[];
  /** By stage. */
  readonly stages: readonly Mark[];
  /** By environment. */
  readonly approvals: readonly Mark[];
  /** By environment: the last deployments that succeeded. */
  readonly deployments: readonly Mark[];
  /** By environment: its last action that failed. */
  readonly failures: readonly Mark[];
  /** The last failure. `of` is the action's id. */
  readonly failure?: ActionFailure;
  readonly told: readonly ToldFailure[];
};

export const nothingSeen: Seen = {
  executions: [],
  commits: [],
  stages: [],
  approvals: [],
  deployments: [],
  failures: [],
  told: [],
};

/** What one event tells. */
export type Observation =
  | { readonly level: "pipeline"; readonly mark: Mark }
  | { readonly level: "stage"; readonly mark: Mark }
  | ActionObservation;

/** `mark.of` is the action's id. */
export type ActionObservation = {
  readonly level: "action";
  readonly mark: Mark;
  readonly stage: string;
  readonly action: string;
  readonly isApproval: boolean;
  readonly message: string;
  readonly link?: string;
  /** Of a source action: what it found. */
  readonly commit?: Commit;
};

/** More of them are worth nothing to who looks, and a row is to stay small. */
const mostExecutions = 10;

/** What is known when this was observed too. The very same object when it was nothing new. */
export function observe(seen: Seen, layout: Layout, observation: Observation): Seen {
  const heard = heardOf(seen, layout, observation);
  return heard === seen ? seen : bounded(heard, layout);
}

function heardOf(seen: Seen, layout: Layout, observation: Observation): Seen {
  const { mark } = observation;
  if (observation.level === "action") return heardOfAction(seen, layout, observation);
  if (observation.level === "pipeline") return marked(seen, "executions", mark);
  return layout.stages.includes(mark.of) ? marked(seen, "stages", mark) : seen;
}

function marked(
  seen: Seen,
  name: "executions" | "stages" | "approvals" | "deployments" | "failures",
  mark: Mark,
): Seen {
  const marks = withMark(seen[name], mark);
  return marks === seen[name] ? seen : { ...seen, [name]: marks };
}

function heardOfAction(seen: Seen, layout: Layout, observation: ActionObservation): Seen {
  const { stage, action, mark, commit } = observation;
  if (!layout.stages.includes(stage)) return seen;
  const { source } = layout;
  const isSource = source.stage === stage && source.action === action;
  const carried = isSource && commit ? withCommit(seen, commit) : seen;
  const failed = mark.state === "Failed" ? withFailure(carried, observation) : carried;
  const environment = layout.environments.find(
    (each) => each.stage === stage && each.actions.includes(action),
  );
  if (!environment) return failed;
  const own = { ...mark, of: environment.name };
  const asked = environment.approval?.action === action ? marked(failed, "approvals", own) : failed;
  if (mark.state === "Failed") return marked(asked, "failures", own);
  const isDeployed = mark.state === "Succeeded" && environment.deploys === action;
  return isDeployed ? marked(asked, "deployments", own) : asked;
}

/** An execution carries one commit: what was found first stands. */
export function withCommit(seen: Seen, commit: Commit): Seen {
  if (seen.commits.some(({ execution }) => execution === commit.execution)) return seen;
  const commits = [...seen.commits, commit].sort((a, b) => compareTexts(a.execution, b.execution));
  return { ...seen, commits };
}

function withFailure(
  seen: Seen,
  { mark, stage, action, isApproval, message, link }: ActionObservation,
): Seen {
  const failure = { ...mark, stage, action, isApproval, message, ...(link !== undefined && { link }) };
  const isOlder = seen.failure && compareFailures(seen.failure, failure) >= 0;
  return isOlder ? seen : { ...seen, failure };
}

/** By when they failed: actions that run side by side begin together. */
function compareFailures(a: ActionFailure, b: ActionFailure): number {
  return compareTexts(a.at, b.at) || compareTexts(a.started, b.started) || compareTexts(a.of, b.of);
}

/** What the layout does not have any more goes, and so do the oldest executions with their commits. */
function bounded(seen: Seen, { stages, environments }: Layout): Seen {
  const names = environments.map(({ name }) => name);
  const within = (marks: readonly Mark[], known: readonly string[]) =>
    marks.filter(({ of }) => known.includes(of));
  const kept = {
    ...seen,
    executions: newestMarks(seen.executions, mostExecutions),
    stages: within(seen.stages, stages),
    approvals: within(seen.approvals, names),
    deployments: within(seen.deployments, names),
    failures: within(seen.failures, names),
  };
  return { ...kept, commits: commitsOf(kept) };
}

/** Those that something speaks of, and the newest: of these something will, as events come in any order. */
function commitsOf({ commits, executions, stages, approvals, deployments, failures, failure }: Seen) {
  const marks = [executions, stages, approvals, deployments, failures, failure ?? []].flat();
  const spokenOf = new Set(marks.map(({ execution }) => execution));
  const newest = commits
    .toSorted((a, b) => compareTexts(a.at, b.at) || compareTexts(a.execution, b.execution))
    .slice(-mostExecutions);
  return commits.filter((commit) => spokenOf.has(commit.execution) || newest.includes(commit));
}
