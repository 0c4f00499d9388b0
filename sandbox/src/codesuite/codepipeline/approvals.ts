import { AwsError, type Operation } from "../core/index.js";
import type { PipelineContext } from "./context.js";
import type { ActionRun, ExecutionRecord, PipelineFlow } from "./flow/index.js";
import type { PipelineRunner } from "./running/index.js";
import { flowOf, onPart } from "./steering.js";

interface ApprovalInput {
  readonly pipelineName: string;
  readonly stageName: string;
  readonly actionName: string;
  readonly token: string;
  readonly result: { readonly status: "Approved" | "Rejected"; readonly summary: string };
}

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PutApprovalResult.html: the first answer counts. */
export function putApprovalResult(
  context: PipelineContext,
  runner: PipelineRunner,
): Operation<ApprovalInput> {
  return {
    permission: ({ pipelineName, stageName, actionName }, call) =>
      onPart(context, call, pipelineName, stageName, actionName),
    handle(input, call) {
      const flow = flowOf(context, runner, call, input.pipelineName);
      const task = { place: call, ...askedBy(flow, input) };
      if (task.run.status !== "InProgress") {
        throw new AwsError(
          "ApprovalAlreadyCompletedException",
          `The approval action '${input.actionName}' was completed already`,
        );
      }
      const { status, summary } = input.result;
      const updatedBy = call.caller.arn;
      const message = `The approval was rejected by ${updatedBy}${summary ? `: ${summary}` : ""}`;
      runner.finish(task, {
        updatedBy,
        ...(summary && { summary }),
        ...(status === "Rejected" && { error: { code: "JobFailed", message } }),
      });
      return { approvedAt: context.now() };
    },
  };
}

function askedBy(
  flow: PipelineFlow,
  { stageName, actionName, token }: ApprovalInput,
): { readonly execution: ExecutionRecord; readonly run: ActionRun } {
  const stage = flow.pipeline.stages.find(({ name }) => name === stageName);
  if (!stage) throw new AwsError("StageNotFoundException", `There is no stage '${stageName}'`);
  if (!stage.actions.some(({ name }) => name === actionName)) {
    throw new AwsError("ActionNotFoundException", `The stage '${stageName}' has no action '${actionName}'`);
  }
  for (const execution of flow.book.list()) {
    const runs = execution.stages[stageName]?.runs ?? [];
    const run = runs.find((each) => each.name === actionName && each.token === token);
    if (run) return { execution, run };
  }
  throw new AwsError("InvalidApprovalTokenException", `The token is not one of the action '${actionName}'`);
}
