import { RetryStageExecutionCommand } from "@aws-sdk/client-codepipeline";
import { type PipelineView, type StageView, stagesToRetry } from "../../../controller/executions/index.js";
import { type PipelineKey, shownKey } from "../../../controller/records/index.js";
import { confirm } from "../../shared/confirm.js";
import { type LivePipeline, withLivePipeline } from "../../shared/pipelines/live-pipeline.js";
import { onlyStage, requireEntered, requireStage } from "../../shared/pipelines/only.js";
import { executionJson, shortId } from "../../shared/pipelines/words.js";
import { endWith } from "../../shared/refuse.js";
import type { Terminal } from "../../shared/terminal.js";
import type { RetryOptions } from "./command.js";

/** Tries a stage again, after what failed in it has been shown. JSON: `{"repo", "branch", "execution", "stage", "all"}`. */
export function retry(
  key: PipelineKey,
  given: string | undefined,
  options: RetryOptions,
  out: Terminal,
): Promise<void> {
  return withLivePipeline(key, options, out, async (pipeline) => {
    const view = await pipeline.read();
    const stage =
      given === undefined ? onlyStage(stagesToRetry(view), key, out) : requireStage(view, given, key, out);
    const { all = false } = options;
    const execution = requireEntered(stage, out);
    for (const line of whatFailed(view, stage)) out.say(line);
    const refusal = all ? undefined : whyAllActions(view, stage);
    if (refusal) return endWith(refusal, out);
    const what = `${all ? "all actions" : "the failed actions"} of ${stage.name}`;
    await confirm(`Retry ${what}, ${shownKey(key)}, in execution ${shortId(execution)}?`, out, {
      yes: options.yes,
    });
    await send(pipeline, stage.name, execution, all);
    out.say(`${out.colors.green(`${execution} goes on in ${stage.name}.`)}`);
    if (options.json) out.data({ ...executionJson(key, execution), stage: stage.name, all });
  });
}

async function send({ client, name }: LivePipeline, stageName: string, id: string, all: boolean) {
  await client.send(
    new RetryStageExecutionCommand({
      ...{ pipelineName: name, stageName, pipelineExecutionId: id },
      retryMode: all ? "ALL_ACTIONS" : "FAILED_ACTIONS",
    }),
  );
}

function whatFailed({ failures }: PipelineView, { name }: StageView): string[] {
  const own = failures.filter(({ stage }) => stage === name);
  return own.map(({ stage, action, message }) => `${stage}/${action} failed: ${message}`);
}

/** A change set whose execution failed is gone (CloudFormation API reference, ExecuteChangeSet), so executing it again must fail. */
export function whyAllActions({ failures }: PipelineView, { name }: StageView): string | undefined {
  const failed = failures.find(({ stage, needsAllActions }) => stage === name && needsAllActions);
  return (
    failed &&
    `${failed.action} failed while it executed its change set, which is gone since: alone it would fail again.\n` +
      "Repeat it with --all: then the change set is made anew, and its approval is asked for again."
  );
}
