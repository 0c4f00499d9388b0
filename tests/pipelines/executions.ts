import {
  type ActionExecutionDetail,
  type CodePipelineClient,
  GetPipelineStateCommand,
  ListActionExecutionsCommand,
  ListPipelineExecutionsCommand,
  type PipelineExecutionSummary,
} from "@aws-sdk/client-codepipeline";
import { vi } from "vitest";

/** Milliseconds: a busy machine takes five times what one without other work does. */
const patience = { timeout: 240_000, interval: 250 };

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
  return vi.waitUntil(async () => {
    const newest = await newestOf(watched);
    return newest && newest.status !== "InProgress" && isIt(newest) ? newest : undefined;
  }, patience);
}

export async function newestOf({
  client,
  name,
}: WatchedPipeline): Promise<PipelineExecutionSummary | undefined> {
  const page = await client.send(new ListPipelineExecutionsCommand({ pipelineName: name, maxResults: 1 }));
  return page.pipelineExecutionSummaries?.[0];
}

export interface OpenApproval {
  readonly stageName: string;
  readonly actionName: string;
  readonly token: string;
  readonly executionId: string;
}

/** The approval that waits, once one does that was not answered before; the execution's failure where none will. */
export function openApproval({ client, name }: WatchedPipeline, answered?: string): Promise<OpenApproval> {
  return vi.waitUntil(async () => {
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
