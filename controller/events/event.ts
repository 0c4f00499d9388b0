import {
  authorsMessage,
  type Commit,
  field,
  type Mark,
  type Observation,
  type State,
  shortly,
} from "../records/index.js";

/** What EventBridge gives to a function; nothing of it is taken for granted. */
export interface PipelineEvent {
  /** The pipeline's name. */
  readonly pipeline: string;
  readonly observation: Observation;
}

export interface EventPlace {
  /** 12 digits. */
  readonly account: string;
  readonly region: string;
}

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html */
const levels = {
  "CodePipeline Pipeline Execution State Change": "pipeline",
  "CodePipeline Stage Execution State Change": "stage",
  "CodePipeline Action Execution State Change": "action",
} as const;

const states: Readonly<Record<string, State>> = {
  STARTED: "InProgress",
  RESUMED: "InProgress",
  STOPPING: "Stopping",
  STOPPED: "Stopped",
  SUCCEEDED: "Succeeded",
  FAILED: "Failed",
  CANCELED: "Cancelled",
  SUPERSEDED: "Superseded",
  ABANDONED: "Abandoned",
};

/** Undefined where an event is none of this account's CodePipeline, or does not say which execution is how. */
export function readEvent(event: unknown, place: EventPlace): PipelineEvent | undefined {
  const detail = field(event, "detail");
  const level = own(levels, textIn(event, "detail-type", 100));
  const isOurs = field(event, "source") === "aws.codepipeline" && isFrom(event, place);
  const pipeline = nameIn(detail, "pipeline");
  const base = baseOf(event, detail);
  if (!isOurs || !level || pipeline === undefined || !base) return undefined;
  const observation = observationOf(level, base, detail);
  return observation && { pipeline, observation };
}

/** Every event says where it comes from (EventBridge user guide, "Events in Amazon EventBridge"). */
function isFrom(event: unknown, { account, region }: EventPlace): boolean {
  return field(event, "account") === account && field(event, "region") === region;
}

type Base = Omit<Mark, "of">;

function baseOf(event: unknown, detail: unknown): Base | undefined {
  const state = own(states, textIn(detail, "state", 20));
  const execution = textIn(detail, "execution-id", 36);
  const at = timeIn(event, "time");
  if (!state || !/^[\da-f-]{36}$/i.test(execution) || at === undefined) return undefined;
  const attempt = field(detail, "pipeline-execution-attempt");
  const isCount = typeof attempt === "number" && attempt >= 1 && attempt < 1e6;
  return {
    execution,
    state,
    at,
    attempt: isCount ? Math.floor(attempt) : 1,
    started: timeIn(detail, "start-time") ?? at,
  };
}

function observationOf(
  level: (typeof levels)[keyof typeof levels],
  base: Base,
  detail: unknown,
): Observation | undefined {
  if (level === "pipeline") return { level, mark: { ...base, of: base.execution } };
  const stage = nameIn(detail, "stage");
  if (stage === undefined) return undefined;
  if (level === "stage") return { level, mark: { ...base, of: stage } };
  return actionOf(base, stage, detail);
}

function actionOf(base: Base, stage: string, detail: unknown): Observation | undefined {
  const action = nameIn(detail, "action");
  if (action === undefined) return undefined;
  const id = textIn(detail, "action-execution-id", 100);
  const result = field(detail, "execution-result");
  const category = field(field(detail, "type"), "category");
  const link = linkIn(result, "external-execution-url");
  const commit = category === "Source" ? commitOf(base, result, link) : undefined;
  return {
    level: "action",
    // Without its id a run is known by its place: an attempt runs each action once.
    mark: { ...base, of: /^[\w-]+$/.test(id) ? id : `${stage}/${action}` },
    stage,
    action,
    isApproval: category === "Approval",
    message: messageIn(result),
    ...(link !== undefined && { link }),
    ...(commit && { commit }),
  };
}

/** A source action's external execution is the revision that it found. */
function commitOf({ execution, at }: Base, result: unknown, url: string | undefined): Commit | undefined {
  return commitIn(
    { execution, at },
    field(result, "external-execution-id"),
    field(result, "external-execution-summary"),
    url,
  );
}

/** Undefined where the id is none. */
export function commitIn(
  where: Pick<Commit, "execution" | "at">,
  id: unknown,
  summary: unknown,
  url: unknown,
): Commit | undefined {
  if (typeof id !== "string" || !/^[\x21-\x7e]{1,200}$/.test(id)) return undefined;
  const [first = ""] = typeof summary === "string" ? authorsMessage(summary).split("\n") : [];
  const link = linkOf(url);
  return {
    ...where,
    id,
    ...(link !== undefined && { url: link }),
    ...(first !== "" && { summary: shortly(first) }),
  };
}

function messageIn(result: unknown): string {
  const code = field(result, "error-code");
  const summary = field(result, "external-execution-summary");
  const parts = [code, summary].filter((part): part is string => typeof part === "string" && part !== "");
  return parts.map((part) => linesOf(part)).join(": ");
}

const mostLines = 10;

/** Each line does nothing but say what it says. */
function linesOf(text: string): string {
  return text.slice(0, 4_000).split("\n").slice(0, mostLines).map(shortly).join("\n");
}

/** Names of pipelines, stages and actions (CodePipeline API reference). */
function nameIn(value: unknown, name: string): string | undefined {
  const text = textIn(value, name, 100);
  return /^[A-Za-z0-9.@_-]+$/.test(text) ? text : undefined;
}

function linkIn(value: unknown, name: string): string | undefined {
  return linkOf(field(value, name));
}

/** Whoever follows it comes to a page, and to nothing else. */
function linkOf(url: unknown): string | undefined {
  return typeof url === "string" &&
    /^https:\/\/[\x21\x23-\x3b\x3d\x3f-\x5b\x5d\x5f\x61-\x7e]{1,990}$/.test(url)
    ? url
    : undefined;
}

/** In one form, so that times compare as texts. */
function timeIn(value: unknown, name: string): string | undefined {
  const time = Date.parse(textIn(value, name, 40));
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** Empty where there is none, or where it is longer than what AWS gives. */
function textIn(value: unknown, name: string, most: number): string {
  const text = field(value, name);
  return typeof text === "string" && text.length <= most ? text : "";
}

function own<T>(of: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(of, name) ? of[name] : undefined;
}
