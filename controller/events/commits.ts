import { GetPipelineExecutionCommand, type GetPipelineExecutionOutput } from "@aws-sdk/client-codepipeline";
import type { Commit } from "../records/index.js";
import { commitIn } from "./event.js";

/** Of which execution, and which of its artifacts is the application's. */
export interface CommitQuestion {
  readonly pipeline: string;
  readonly execution: string;
  readonly artifact: string;
  readonly at: string;
}

/** Of a `CodePipelineClient`, what is needed here. */
export interface Executions {
  send(command: GetPipelineExecutionCommand): Promise<GetPipelineExecutionOutput>;
}

/** Asks CodePipeline for what an execution carries; undefined where it carries nothing of that. */
export type FindCommit = (question: CommitQuestion) => Promise<Commit | undefined>;

export function findCommitOf(client: Executions): FindCommit {
  return async ({ pipeline: pipelineName, execution: pipelineExecutionId, artifact, at }) => {
    const command = new GetPipelineExecutionCommand({ pipelineName, pipelineExecutionId });
    const { artifactRevisions = [] } = (await client.send(command)).pipelineExecution ?? {};
    const found = artifactRevisions.find(({ name }) => name === artifact);
    const { revisionId, revisionSummary, revisionUrl } = found ?? {};
    return commitIn({ execution: pipelineExecutionId, at }, revisionId, revisionSummary, revisionUrl);
  };
}
