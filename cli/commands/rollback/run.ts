import { RollbackStageCommand } from "@aws-sdk/client-codepipeline";
import {
  type ExecutionView,
  readSucceeded,
  rollbackTarget,
  type StageView,
} from "../../../controller/executions/index.js";
import { type PipelineKey, shownKey } from "../../../controller/records/index.js";
import { confirm } from "../../shared/confirm.js";
import { type LivePipeline, withLivePipeline } from "../../shared/pipelines/live-pipeline.js";
import { onlyExecution, requireStage } from "../../shared/pipelines/only.js";
import { printExecutions } from "../../shared/pipelines/print-view.js";
import { executionJson, shortId } from "../../shared/pipelines/words.js";
import { endWith } from "../../shared/refuse.js";
import type { Terminal } from "../../shared/terminal.js";
import type { RollbackOptions } from "./command.js";

/**
 * Goes back in one stage, after what it goes back to has been shown. JSON: `{"repo", "branch", "execution", "stage",
 * "rollbackTo"}`.
 */
export function rollback(
  key: PipelineKey,
  given: string,
  options: RollbackOptions,
  out: Terminal,
): Promise<void> {
  return withLivePipeline(key, options, out, async (pipeline) => {
    const stage = requireStage(await pipeline.read(), given, key, out);
    const target = await findTarget(pipeline, stage, options.to, out);
    out.say(`${stage.name} goes back to`);
    printExecutions([target], new Date(), out);
    if (stage.asks.length > 0) out.say(`Approval is asked for again in ${stage.asks.join(", ")}.`);
    const question = `Go back to ${shortId(target.id)} in ${stage.name} of ${shownKey(key)}?`;
    await confirm(question, out, { yes: options.yes });
    const request = { pipelineName: pipeline.name, stageName: stage.name };
    const { pipelineExecutionId: id = "" } = await pipeline.client.send(
      new RollbackStageCommand({ ...request, targetPipelineExecutionId: target.id }),
    );
    out.say(out.colors.green(`Execution ${id} goes back to ${target.id} in ${stage.name}.`));
    if (options.json) out.data({ ...executionJson(key, id), stage: stage.name, rollbackTo: target.id });
  });
}

async function findTarget(
  { key, client, name }: LivePipeline,
  stage: StageView,
  given: string | undefined,
  out: Terminal,
): Promise<ExecutionView> {
  const succeeded = await readSucceeded(client, name, stage.name);
  if (given !== undefined) {
    const wanted = succeeded.filter(({ id }) => id.startsWith(given));
    return onlyExecution(wanted, { key, given, what: `that succeeded in ${stage.name}` }, out);
  }
  const target = rollbackTarget(stage, succeeded);
  if (target) return target;
  return endWith(
    `No earlier execution of ${shownKey(key)} succeeded in ${stage.name}, so there is nothing to go back to.\n` +
      "Deploy an older commit instead: revert, and push.",
    out,
  );
}
