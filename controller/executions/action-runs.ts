import {
  type ActionExecutionDetail,
  type CodePipelineClient,
  paginateListActionExecutions,
} from "@aws-sdk/client-codepipeline";

/** Every run of every action of one execution, the newest first. */
export async function runsOf(
  client: CodePipelineClient,
  pipelineName: string,
  pipelineExecutionId: string,
): Promise<ActionExecutionDetail[]> {
  const runs: ActionExecutionDetail[] = [];
  const request = { pipelineName, filter: { pipelineExecutionId } };
  for await (const { actionExecutionDetails = [] } of paginateListActionExecutions({ client }, request))
    runs.push(...actionExecutionDetails);
  return runs;
}
