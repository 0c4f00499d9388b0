import { StopPipelineExecutionCommand } from "@aws-sdk/client-codepipeline";
import {
  executionsInProgress,
  executionsNamed,
  type PipelineView,
} from "../../../controller/executions/index.js";
import { type PipelineKey, shownKey } from "../../../controller/records/index.js";
import { confirm } from "../../shared/confirm.js";
import { withLivePipeline } from "../../shared/pipelines/live-pipeline.js";
import { onlyExecution } from "../../shared/pipelines/only.js";
import { printExecutions } from "../../shared/pipelines/print-view.js";
import { executionJson, shortId } from "../../shared/pipelines/words.js";
import type { Terminal } from "../../shared/terminal.js";
import type { StopOptions } from "./command.js";

/** Stops one execution, after what it is doing has been shown. JSON: `{"repo", "branch", "execution", "abandoned"}`. */
export function stop(
  key: PipelineKey,
  given: string | undefined,
  options: StopOptions,
  out: Terminal,
): Promise<void> {
  return withLivePipeline(key, options, out, async ({ name, client, read }) => {
    const view = await read();
    const wanted = given === undefined ? executionsInProgress(view) : executionsNamed(view, given);
    const execution = onlyExecution(wanted, { key, given, what: "in progress" }, out);
    const { id } = execution;
    printExecutions([execution], new Date(), out);
    const { abandon = false, reason } = options;
    for (const line of whatItDoes(view, id, abandon)) out.say(`  ${line}`);
    await confirm(`Stop ${shortId(id)} of ${shownKey(key)}?`, out, { yes: options.yes });
    const request = { pipelineName: name, pipelineExecutionId: id, abandon, ...(reason && { reason }) };
    await client.send(new StopPipelineExecutionCommand(request));
    out.say(out.colors.green(abandon ? `${id} is stopped.` : `${id} stops.`));
    if (options.json) out.data({ ...executionJson(key, id), abandoned: abandon });
  });
}

/** An action that nobody waits for goes on where it runs, such as CloudFormation with a stack (user guide, "Stop a pipeline execution"). */
export function whatItDoes(view: PipelineView, id: string, abandon: boolean): string[] {
  const active = view.stages
    .filter(({ execution }) => execution === id)
    .flatMap(({ name, actions }) =>
      actions.filter(({ status }) => status === "InProgress").map((action) => `${name}/${action.name}`),
    );
  if (active.length === 0) return [];
  if (abandon) return [`Nobody waits for ${active.join(", ")} any more; what they have begun goes on.`];
  const asks = view.approvals.some(({ execution }) => execution === id);
  return [
    `It stops once ${active.join(", ")} ${active.length === 1 ? "has" : "have"} ended.`,
    ...(asks ? ["An approval ends by an answer or its time-out; --abandon does not wait for it."] : []),
  ];
}
