import { setTimeout as sleep } from "node:timers/promises";
import {
  type ActionExecutionDetail,
  type CodePipelineClient,
  GetPipelineStateCommand,
  ListActionExecutionsCommand,
  ListPipelineExecutionsCommand,
  type PipelineExecutionSummary,
  PutApprovalResultCommand,
} from "@aws-sdk/client-codepipeline";

/** Milliseconds: a busy machine takes five times what one without other work does. */
const patience = { timeout: 240_000, interval: 250 };

/** Looks until there is something to see, and gives that. Without vitest: benches look so, too. */
async function until<T>(
  look: () => Promise<T | undefined | false>,
  { timeout, interval }: typeof patience,
): Promise<T> {
  for (const deadline = performance.now() + timeout; ; await sleep(interval)) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (performance.now() > deadline) throw new Error(`Nothing came of it in ${timeout / 1000} s.`);
  }
}

/** One pipeline, as somebody watches it. */
export interface WatchedPipeline {
  readonly client: CodePipelineClient;
  readonly name: string;
}

/** The newest execution, once it is one that was begun by this and has ended. */
export function endedBy(watched: WatchedPipeline, triggerType: string): Promise<PipelineExecutionSummary> {
  return ended(watched, ({ trigger }) => trigger?.triggerType === triggerType);
}

/** The newest execution, once it is another one than is known, if any is, and has ended. */
export function endedAfter(
  watched: WatchedPipeline,
  known: string | undefined,
): Promise<PipelineExecutionSummary> {
  return ended(watched, ({ pipelineExecutionId }) => pipelineExecutionId !== known);
}

function ended(
  watched: WatchedPipeline,
  isIt: (newest: PipelineExecutionSummary) => boolean,
): Promise<PipelineExecutionSummary> {
  return until(async () => {
    const newest = await newestOf(watched);
    return newest && newest.status !== "InProgress" && isIt(newest) ? newest : undefined;
  }, patience);
}

export async function newestOf(watched: WatchedPipeline): Promise<PipelineExecutionSummary | undefined> {
  return (await executionsOf(watched, 1))[0];
}

/** The newest first. */
export async function executionsOf(
  { client, name: pipelineName }: WatchedPipeline,
  maxResults = 100,
): Promise<PipelineExecutionSummary[]> {
  const page = await client.send(new ListPipelineExecutionsCommand({ pipelineName, maxResults }));
  return page.pipelineExecutionSummaries ?? [];
}

/** How an execution ended, once it has. */
export function endOf(watched: WatchedPipeline, id: string | undefined): Promise<string | undefined> {
  return until(async () => {
    const found = (await executionsOf(watched)).find(({ pipelineExecutionId }) => pipelineExecutionId === id);
    return found?.status === "InProgress" ? undefined : found?.status;
  }, patience);
}

/** Waits until an action of an execution has succeeded. */
export async function succeededIn(
  watched: WatchedPipeline,
  id: string | undefined,
  action: string,
): Promise<void> {
  await until(async () => (await actionsOf(watched, id)).get(action)?.status === "Succeeded", patience);
}

export interface OpenApproval {
  readonly stageName: string;
  readonly actionName: string;
  readonly token: string;
  readonly executionId: string;
}

/** The approval that waits, once one does that was not answered before; the execution's failure where none will. */
export function openApproval({ client, name }: WatchedPipeline, answered?: string): Promise<OpenApproval> {
  return until(async () => {
    const { stageStates = [] } = await client.send(new GetPipelineStateCommand({ name }));
    const failed = stageStates.find(
      ({ latestExecution }) => latestExecution?.status === "Failed" && answered === undefined,
    );
    if (failed) throw new Error(`${failed.stageName} failed: ${JSON.stringify(failed.actionStates)}`);
    return stageStates
      .flatMap(({ stageName = "", actionStates = [], latestExecution }) =>
        actionStates.map(({ actionName = "", latestExecution: run }) => ({
          ...{ stageName, actionName, token: run?.token ?? "" },
          executionId: latestExecution?.pipelineExecutionId ?? "",
        })),
      )
      .find(({ token }) => token !== "" && token !== answered);
  }, patience);
}

/** What an execution's actions came to, by their names. */
export async function actionsOf(
  { client, name: pipelineName }: WatchedPipeline,
  pipelineExecutionId = "",
): Promise<ReadonlyMap<string, ActionExecutionDetail>> {
  const filter = { pipelineExecutionId };
  const { actionExecutionDetails = [] } = await client.send(
    new ListActionExecutionsCommand({ pipelineName, filter }),
  );
  // The newest come first.
  return new Map(actionExecutionDetails.reverse().map((run) => [run.actionName ?? "", run]));
}

/** Answers what waits, unless it is what was answered before. */
export async function answerOpen(
  watched: WatchedPipeline,
  status: "Approved" | "Rejected",
  answered?: string,
): Promise<OpenApproval> {
  const open = await openApproval(watched, answered);
  const { stageName, actionName, token } = open;
  const result = { status, summary: "by the test" };
  const what = { pipelineName: watched.name, stageName, actionName, token, result };
  await watched.client.send(new PutApprovalResultCommand(what));
  return open;
}
