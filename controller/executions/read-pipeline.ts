import {
  type CodePipelineClient,
  GetPipelineCommand,
  GetPipelineStateCommand,
  ListPipelineExecutionsCommand,
} from "@aws-sdk/client-codepipeline";
import { runsOf } from "./action-runs.js";
import { authorsOf } from "./authors.js";
import { executionView, pipelineView } from "./pipeline-view.js";
import type { ExecutionView, PipelineView } from "./views.js";

/** How many executions are looked at: AWS's own page holds up to 100. */
const mostExecutions = 50;

/**
 * Asks CodePipeline for one pipeline, and CodeCommit for who wrote what runs. Throws `PipelineNotFoundException`. An author
 * that may not be asked for is left out.
 */
export async function readPipeline(client: CodePipelineClient, name: string): Promise<PipelineView> {
  const region = await client.config.region();
  const [{ pipeline: declaration = {} }, { stageStates: states = [] }, listed] = await Promise.all([
    client.send(new GetPipelineCommand({ name })),
    client.send(new GetPipelineStateCommand({ name })),
    client.send(new ListPipelineExecutionsCommand({ pipelineName: name, maxResults: mostExecutions })),
  ]);
  const { pipelineExecutionSummaries: summaries = [] } = listed;
  const entered = states.flatMap(({ latestExecution }) => latestExecution?.pipelineExecutionId ?? []);
  const shown = [...new Set(entered)];
  const runs = (await Promise.all(shown.map((id) => runsOf(client, name, id)))).flatMap((each) =>
    each.reverse(),
  );
  const authors = await authorsOf(
    declaration,
    summaries.filter(({ pipelineExecutionId }) => shown.includes(pipelineExecutionId ?? "")),
    region,
  );
  return pipelineView({ region, declaration, states, summaries, runs, authors });
}

/** The executions that succeeded in a stage, the newest first: what it can be rolled back to, and rollbacks. */
export async function readSucceeded(
  client: CodePipelineClient,
  pipelineName: string,
  stageName: string,
): Promise<ExecutionView[]> {
  const filter = { succeededInStage: { stageName } };
  const request = { pipelineName, filter, maxResults: mostExecutions };
  const { pipelineExecutionSummaries = [] } = await client.send(new ListPipelineExecutionsCommand(request));
  return pipelineExecutionSummaries.map((summary) => executionView(summary));
}
