import {
  type ActionExecutionDetail,
  type CodePipelineClient,
  type PipelineExecutionSummary,
  paginateListPipelineExecutions,
} from "@aws-sdk/client-codepipeline";
import { inParallel } from "../records/index.js";
import { runsOf } from "./action-runs.js";

/** An execution that a change of its pipeline's definition would cancel. */
export interface AtWork {
  /** Its id. */
  readonly execution: string;
  /** `approval`: nothing of it is at work, and it waits for an answer to it. */
  readonly kind: "action" | "approval";
  /** Absent between two actions, and in front of a stage. */
  readonly stage?: string;
  readonly action?: string;
  /** Since when the action is at work, or asks; else since when the execution is. ISO 8601. */
  readonly since: string;
}

/** More are asked for page by page. */
const pageSize = 100;
const looksAtOnce = 5;

/**
 * What is at work in a pipeline, as CodePipeline says now: none where there is no such pipeline. An execution without any
 * action at work stands in front of a stage where another one asks, or else between two actions.
 */
export async function readAtWork(client: CodePipelineClient, pipelineName: string): Promise<AtWork[]> {
  const running = await runningIn(client, pipelineName).catch((error: unknown) => {
    if (error instanceof Error && error.name === "PipelineNotFoundException") return [];
    throw error;
  });
  const all = await inParallel(running, looksAtOnce, async (summary) => ({
    summary,
    runs: await runsInProgress(client, pipelineName, summary.pipelineExecutionId ?? ""),
  }));
  return atWorkIn(all);
}

async function runningIn(client: CodePipelineClient, pipelineName: string) {
  const found: PipelineExecutionSummary[] = [];
  const request = { pipelineName, maxResults: pageSize };
  for await (const page of paginateListPipelineExecutions({ client }, request)) {
    const { pipelineExecutionSummaries: summaries = [] } = page;
    const running = summaries.filter(({ status }) => status === "InProgress" || status === "Stopping");
    found.push(...running);
    // The newest come first: a page of ended ones is followed by none that is at work, but for one that was tried again.
    if (running.length === 0) break;
  }
  return found;
}

async function runsInProgress(client: CodePipelineClient, pipelineName: string, execution: string) {
  const runs = await runsOf(client, pipelineName, execution);
  return runs.filter(({ status }) => status === "InProgress");
}

export interface ExecutionAtWork {
  readonly summary: PipelineExecutionSummary;
  /** Its actions in progress. */
  readonly runs: readonly ActionExecutionDetail[];
}

/** Of the answers of CodePipeline. */
export function atWorkIn(all: readonly ExecutionAtWork[]): AtWork[] {
  const isAsked = all.some(({ runs }) => runs.length > 0 && runs.every(isApproval));
  return all.map(({ summary, runs }) => {
    const execution = summary.pipelineExecutionId ?? "";
    const run = runs.find((each) => !isApproval(each)) ?? runs[0];
    if (!run) return { execution, kind: isAsked ? "approval" : "action", since: isoOf(summary.startTime) };
    return {
      execution,
      kind: isApproval(run) ? "approval" : "action",
      stage: run.stageName ?? "",
      action: run.actionName ?? "",
      since: isoOf(run.startTime),
    };
  });
}

function isApproval({ input }: ActionExecutionDetail): boolean {
  return input?.actionTypeId?.category === "Approval";
}

function isoOf(time: Date | undefined): string {
  return (time ?? new Date(0)).toISOString();
}

/** What an execution does, for people. */
export function atWorkInWords({ kind, stage, action, since }: AtWork): string {
  if (action === undefined) {
    return kind === "approval"
      ? `waits behind an approval, since ${since}`
      : `is between two actions, at work since ${since}`;
  }
  return kind === "approval"
    ? `waits for ${action} in stage ${stage}, since ${since}`
    : `runs ${action} in stage ${stage}, since ${since}`;
}
