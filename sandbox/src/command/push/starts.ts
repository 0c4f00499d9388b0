import type { Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import {
  CodePipelineClient,
  type CodePipelineClientConfig,
  GetPipelineCommand,
  ListPipelineExecutionsCommand,
  type PipelineDeclaration,
  paginateListPipelines,
} from "@aws-sdk/client-codepipeline";

/** What was pushed, and when: milliseconds since 1970. */
interface Pushed {
  readonly repository: string;
  readonly branch: string;
  readonly since: number;
}

/** Milliseconds: an event is at its pipeline long before. */
const patience = 3_000;

/** Says which pipelines a push has started, and which it has not though they take the branch. */
export async function tellStarts(
  options: CodePipelineClientConfig,
  pushed: Pushed,
  progress: Writable,
): Promise<void> {
  const client = new CodePipelineClient(options);
  try {
    const names = await pipelinesOf(client, pushed);
    if (names.length === 0) {
      progress.write(
        `No pipeline has ${pushed.branch} of ${pushed.repository} as a source: nothing starts.\n`,
      );
    }
    await Promise.all(names.map(async (name) => progress.write(`${await start(client, name, pushed)}\n`)));
  } finally {
    client.destroy();
  }
}

async function pipelinesOf(client: CodePipelineClient, pushed: Pushed): Promise<string[]> {
  const names: string[] = [];
  for await (const { pipelines = [] } of paginateListPipelines({ client }, {})) {
    const found = await Promise.all(
      pipelines.map(({ name }) => client.send(new GetPipelineCommand({ name }))),
    );
    const taking = found.flatMap(({ pipeline }) => (pipeline && takes(pipeline, pushed) ? [pipeline] : []));
    names.push(...taking.map(({ name = "" }) => name));
  }
  return names;
}

function takes({ stages = [] }: PipelineDeclaration, { repository, branch }: Pushed): boolean {
  return (stages[0]?.actions ?? []).some(
    ({ actionTypeId, configuration = {} }) =>
      actionTypeId?.provider === "CodeCommit" &&
      configuration.RepositoryName === repository &&
      configuration.BranchName === branch,
  );
}

async function start(client: CodePipelineClient, pipelineName: string, { since }: Pushed): Promise<string> {
  for (const deadline = Date.now() + patience; Date.now() < deadline; await sleep(100)) {
    const newest = new ListPipelineExecutionsCommand({ pipelineName, maxResults: 1 });
    const { pipelineExecutionSummaries: [last] = [] } = await client.send(newest);
    if (last && (last.startTime?.getTime() ?? 0) >= since)
      return `Pipeline ${pipelineName} has started: execution ${last.pipelineExecutionId}.`;
  }
  return `Pipeline ${pipelineName} has this source, but no rule of EventBridge has started it.`;
}
