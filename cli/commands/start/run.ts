import { randomUUID } from "node:crypto";
import { StartPipelineExecutionCommand } from "@aws-sdk/client-codepipeline";
import { executionsInProgress } from "../../../controller/executions/index.js";
import { type PipelineKey, shownKey } from "../../../controller/records/index.js";
import { confirm } from "../../shared/confirm.js";
import { withLivePipeline } from "../../shared/pipelines/live-pipeline.js";
import { printExecutions } from "../../shared/pipelines/print-view.js";
import { executionJson } from "../../shared/pipelines/words.js";
import type { Terminal } from "../../shared/terminal.js";
import type { StartOptions } from "./command.js";

/** Starts an execution, after what is in progress already has been shown. JSON: `{"repo", "branch", "execution"}`. */
export function start(key: PipelineKey, options: StartOptions, out: Terminal): Promise<void> {
  return withLivePipeline(key, options, out, async ({ name, client, read }) => {
    const active = executionsInProgress(await read());
    if (active.length > 0) out.say("In progress already:");
    printExecutions(active, new Date(), out);
    await confirm(`Start ${shownKey(key)} with the newest commits of its sources?`, out, {
      yes: options.yes,
    });
    // The SDK may send it twice; with a token it is one start.
    const request = { name, clientRequestToken: randomUUID() };
    const { pipelineExecutionId: id = "" } = await client.send(new StartPipelineExecutionCommand(request));
    out.say(
      `${out.colors.green(`Execution ${id} has started.`)} \`stagewright executions --watch\` follows it.`,
    );
    if (options.json) out.data(executionJson(key, id));
  });
}
