import { setTimeout as sleep } from "node:timers/promises";
import { type CodePipelineClient, GetPipelineStateCommand } from "@aws-sdk/client-codepipeline";
import { pipelineRows, type Times } from "./pipeline-rows.js";
import type { Progress } from "./progress.js";
import type { Row } from "./rows.js";

export interface Followed {
  readonly client: CodePipelineClient;
  readonly pipeline: string;
  readonly execution: string;
  readonly told: Progress;
  readonly signal: AbortSignal;
}

/** Milliseconds between two looks, and for all of them: a busy machine takes ten times what one at rest does. */
const [pause, patience] = [300, 240_000];

/** Draws one execution until it asks somebody, fails, or has ended. Gives the rows as they are then. */
export async function follow({
  client,
  pipeline: name,
  execution,
  told,
  signal,
}: Followed): Promise<readonly Row[]> {
  const [picture, deadline, times] = [told.picture(), Date.now() + patience, new Map() as Times];
  try {
    for (;;) {
      const { stageStates = [] } = await client.send(new GetPipelineStateCommand({ name }));
      const rows = pipelineRows(stageStates, execution, times, performance.now());
      picture.draw(rows);
      if (isAtRest(rows)) return rows;
      if (Date.now() > deadline) throw new Error(`Execution ${execution} of ${name} has not ended in time.`);
      await sleep(pause, undefined, { signal });
    }
  } finally {
    picture.end();
  }
}

/** A stage fails once all that runs in it has ended. */
function isAtRest(rows: readonly Row[]): boolean {
  const stages = rows.filter(({ level }) => level === 0);
  return (
    rows.some(({ state }) => state === "asks") ||
    stages.some(({ state }) => state === "failed") ||
    stages.every(({ state }) => state === "done")
  );
}
