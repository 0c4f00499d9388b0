import { setTimeout as sleep } from "node:timers/promises";
import {
  type CodePipelineClient,
  GetPipelineExecutionCommand,
  GetPipelineStateCommand,
  ListActionExecutionsCommand,
} from "@aws-sdk/client-codepipeline";
import { pipelineRows } from "./pipeline-rows.js";
import type { Progress } from "./progress.js";
import type { PictureRow } from "./rows.js";

/** One execution, and what was seen of it. */
export interface Followed {
  readonly execution: string;
  rows: readonly PictureRow[];
}

export interface FollowPlace {
  readonly client: CodePipelineClient;
  readonly pipeline: string;
  readonly told: Progress;
  readonly signal: AbortSignal;
}

/** Milliseconds between two looks, and for all of them: a busy machine takes ten times what one at rest does. */
const [pause, patience] = [300, 240_000];

/** Draws one execution until it asks somebody, or has ended. Gives the state that it ended in, if it did. */
export async function follow(followed: Followed, place: FollowPlace): Promise<string | undefined> {
  const { told, signal, pipeline } = place;
  const [picture, deadline] = [told.picture(followed.rows), Date.now() + patience];
  try {
    for (;;) {
      const { rows, status } = await look(followed.execution, place);
      picture.draw(rows);
      followed.rows = rows;
      if (status !== "InProgress") return status;
      if (rows.some(({ state }) => state === "asks")) return undefined;
      if (Date.now() > deadline)
        throw new Error(`${followed.execution} of ${pipeline} has not ended in time.`);
      await sleep(pause, undefined, { signal });
    }
  } finally {
    picture.end();
  }
}

/** The execution first: what is told after it is at least as new. */
async function look(execution: string, { client, pipeline: pipelineName }: FollowPlace) {
  const { pipelineExecution } = await client.send(
    new GetPipelineExecutionCommand({ pipelineName, pipelineExecutionId: execution }),
  );
  const filter = { pipelineExecutionId: execution };
  const [{ stageStates: stages = [] }, { actionExecutionDetails: runs = [] }] = await Promise.all([
    client.send(new GetPipelineStateCommand({ name: pipelineName })),
    client.send(new ListActionExecutionsCommand({ pipelineName, filter })),
  ]);
  const isRollback = pipelineExecution?.rollbackMetadata !== undefined;
  const entered = runs.map(({ stageName }) => stageName);
  // One that goes back enters a single stage.
  const shown = isRollback ? stages.filter(({ stageName }) => entered.includes(stageName)) : stages;
  const rows = pipelineRows({ execution, stages: shown, runs }, Date.now());
  return { rows, status: pipelineExecution?.status };
}
