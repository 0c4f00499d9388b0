import type { ActivityStatus, EnvironmentStatus, PipelineStatus } from "../../controller/records/index.js";

/** The moment at which all of them are looked at. */
const lookedAt = Date.UTC(2026, 0, 5, 13, 20);

const teams = ["checkout", "catalog", "payments", "search", "shipping", "identity", "pricing", "reports"];
const parts = ["api", "web", "worker", "gateway", "events"];
const works = [
  "Fix the basket",
  "Raise the time-out",
  "Say why a card is refused",
  "Bump dependencies",
  "Add a test",
];
const message =
  "arn:aws:sts::222222222222:assumed-role/ChildAccountDeployerRole/stack is not authorized to perform: sqs:CreateQueue " +
  "on resource: arn:aws:sqs:eu-west-1:222222222222:orders because no identity-based policy allows the sqs:CreateQueue action";

/** So many pipelines as `status` tells of them, of all outcomes: the same ones each time, as old as they are at `now`. */
export function statuses(count: number, now = lookedAt): PipelineStatus[] {
  return Array.from({ length: count }, (_, index) => statusAt(index, now));
}

function statusAt(index: number, now: number): PipelineStatus {
  const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
  const name = `${pick(teams, index)}-${pick(parts, Math.floor(index / teams.length))}`;
  const round = Math.floor(index / 40);
  const base = {
    repo: round === 0 ? name : `${name}-${round}`,
    branch: index % 7 === 5 ? "release/2026-01" : "main",
    applied: ago(300 + ((index * 37) % 9000)),
    activity: activityAt(index, ago),
    log: "https://eu-west-1.console.aws.amazon.com/codesuite/codebuild/log",
  };
  return { ...base, ...controllerAt(index, ago) };
}

type Ago = (minutes: number) => string;

function controllerAt(index: number, ago: Ago): Pick<PipelineStatus, "state"> & Partial<PipelineStatus> {
  if (index % 50 === 4)
    return {
      state: "failed",
      retry: ago(-6),
      failure: {
        class: "quota-reached",
        message: "A quota of the account is reached: roles.",
        hint: "Ask for a higher quota in Service Quotas, or remove what is not used any more.",
      },
    };
  if (index % 60 === 7)
    return {
      state: "running",
      requested: ago(4),
      running: { phase: "deploying", since: ago(3), who: "codebuild", owner: "arn:aws:codebuild:build/1" },
    };
  if (index % 90 === 10)
    return {
      state: "waiting",
      requested: ago(18),
      refused: { since: ago(18), reason: "Cannot have more than 1 builds in queue for the account" },
    };
  return { state: "applied" };
}

function commitAt(index: number) {
  const id = ((index + 1) * 2_654_435_761).toString(16).padEnd(40, "c0ffee").slice(0, 40);
  return {
    id,
    url: "https://eu-west-1.console.aws.amazon.com/codesuite/commit",
    summary: pick(works, index),
  };
}

/** What all pipelines have: one execution, which has come to production. */
function partsAt(index: number, ago: Ago) {
  const execution = `3f1c${String(index).padStart(4, "0")}-7d41-4a7e-9a55-0d6f4f0a11aa`;
  const age = 20 + ((index * 53) % 4000);
  const commit = commitAt(index);
  const came = { execution, commit };
  const staging: EnvironmentStatus = {
    ...{ environment: "Staging", account: "222222222222", state: "Succeeded", since: ago(age), ...came },
    deployed: { at: ago(age), ...came },
  };
  const prod = { environment: "Prod", account: "333333333333", since: ago(age / 2), ...came };
  const deployed = { at: ago(age + 2000), execution: "2e0b", commit: commitAt(index + 7) };
  const first = { id: execution, started: ago(age + 9), at: ago(age / 2), commit };
  return { staging, prod, deployed, first };
}

function activityAt(index: number, ago: Ago): ActivityStatus {
  const { staging, prod, deployed, first } = partsAt(index, ago);
  const { since, execution, commit } = prod;
  if (index % 12 === 1) {
    const until = new Date(Date.parse(since) + 5 * 24 * 3_600_000).toISOString();
    const approval = { stage: "BuildAndDeployToProd", action: "ProdApproval", since, until };
    return runningAt(index, ago, { ...prod, state: "Waiting", approval, deployed });
  }
  if (index % 17 === 2)
    return runningAt(index, ago, { ...prod, since: ago(2), state: "InProgress", deployed });
  const failure = {
    stage: "BuildAndDeployToProd",
    action: "DeployProdChangeSet",
    at: since,
    message,
    commit,
  };
  if (index % 29 === 0)
    return {
      execution: { ...first, state: "Failed" },
      environments: [staging, { ...prod, state: "Failed", deployed }],
      failure: { execution, ...failure },
    };
  return {
    execution: { ...first, state: "Succeeded" },
    environments: [staging, { ...prod, state: "Succeeded", deployed: { at: since, execution, commit } }],
    ...(index % 9 === 3 && { failure: { execution: "2e0b", ...failure } }),
  };
}

function runningAt(index: number, ago: Ago, production: EnvironmentStatus): ActivityStatus {
  const { staging, first } = partsAt(index, ago);
  const { since = "" } = production;
  const stage = { name: "BuildAndDeployToProd", number: 4, of: 4, since };
  return {
    execution: { ...first, state: "InProgress" },
    running: [{ ...first, state: "InProgress", stage }],
    environments: [staging, production],
  };
}

function pick<T>(from: readonly T[], index: number): T {
  const found = from[index % from.length];
  if (found === undefined) throw new Error("There is nothing to choose from.");
  return found;
}
