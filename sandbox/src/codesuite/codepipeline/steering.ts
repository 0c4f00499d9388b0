import { AwsError, type Operation, type OperationCall, type Permission } from "../core/index.js";
import type { PipelineContext } from "./context.js";
import type { PipelineFlow, SourceRevisionOverride } from "./flow/index.js";
import { getPipeline, onPipeline, pipelineArn } from "./pipelines.js";
import type { PipelineRunner } from "./running/index.js";

/** The flow of a pipeline that a call names. Throws when there is no such pipeline. */
export function flowOf(
  context: PipelineContext,
  runner: PipelineRunner,
  call: OperationCall,
  name: string,
): PipelineFlow {
  return runner.flowOf(
    { accountId: call.accountId, region: call.region },
    getPipeline(context, call, name).declaration,
  );
}

/** Of a stage, or an action: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodepipeline.html */
export function onPart(
  context: PipelineContext,
  call: OperationCall,
  name: string,
  ...part: string[]
): Permission {
  return {
    ...onPipeline(context, call, name),
    resource: [pipelineArn(call, name), ...part].join("/"),
  };
}

interface StartInput {
  readonly name: string;
  readonly variables?: readonly { readonly name: string; readonly value: string }[];
  readonly clientRequestToken?: string;
  readonly sourceRevisions?: readonly SourceRevisionOverride[];
}

export function startExecution(context: PipelineContext, runner: PipelineRunner): Operation<StartInput> {
  return {
    permission: ({ name }, call) => onPipeline(context, call, name),
    handle({ name, variables = [], clientRequestToken, sourceRevisions = [] }, call) {
      const { id } = flowOf(context, runner, call, name).start({
        trigger: { triggerType: "StartPipelineExecution", triggerDetail: call.caller.arn },
        variables: Object.fromEntries(variables.map((each) => [each.name, each.value])),
        overrides: sourceRevisions,
        ...(clientRequestToken !== undefined && { clientRequestToken }),
      });
      return { pipelineExecutionId: id };
    },
  };
}

interface StopInput {
  readonly pipelineName: string;
  readonly pipelineExecutionId: string;
  readonly abandon?: boolean;
  readonly reason?: string;
}

export function stopExecution(context: PipelineContext, runner: PipelineRunner): Operation<StopInput> {
  return {
    permission: ({ pipelineName }, call) => onPipeline(context, call, pipelineName),
    handle({ pipelineName, pipelineExecutionId, abandon = false, reason }, call) {
      const flow = flowOf(context, runner, call, pipelineName);
      flow.stop(pipelineExecutionId, { abandon, ...(reason !== undefined && { reason }) });
      return { pipelineExecutionId };
    },
  };
}

interface RetryInput {
  readonly pipelineName: string;
  readonly stageName: string;
  readonly pipelineExecutionId: string;
  readonly retryMode: "FAILED_ACTIONS" | "ALL_ACTIONS";
}

export function retryStage(context: PipelineContext, runner: PipelineRunner): Operation<RetryInput> {
  return {
    permission: ({ pipelineName, stageName }, call) => onPart(context, call, pipelineName, stageName),
    handle({ pipelineName, stageName, pipelineExecutionId, retryMode }, call) {
      flowOf(context, runner, call, pipelineName).retry(pipelineExecutionId, stageName, retryMode);
      return { pipelineExecutionId };
    },
  };
}

interface RollbackInput {
  readonly pipelineName: string;
  readonly stageName: string;
  readonly targetPipelineExecutionId: string;
}

export function rollbackStage(context: PipelineContext, runner: PipelineRunner): Operation<RollbackInput> {
  return {
    permission: ({ pipelineName, stageName }, call) => onPart(context, call, pipelineName, stageName),
    handle({ pipelineName, stageName, targetPipelineExecutionId: target }, call) {
      const { id } = flowOf(context, runner, call, pipelineName).rollback(stageName, target, call.caller.arn);
      return { pipelineExecutionId: id };
    },
  };
}

interface TransitionInput {
  readonly pipelineName: string;
  readonly stageName: string;
  readonly transitionType: "Inbound" | "Outbound";
  readonly reason?: string;
}

/** For `EnableStageTransition` and `DisableStageTransition`. */
export function setTransition(
  context: PipelineContext,
  runner: PipelineRunner,
  enabled: boolean,
): Operation<TransitionInput> {
  return {
    permission: ({ pipelineName, stageName }, call) => onPart(context, call, pipelineName, stageName),
    handle({ pipelineName, stageName, transitionType, reason }, call) {
      const flow = flowOf(context, runner, call, pipelineName);
      flow.setTransition(entered(flow, stageName, transitionType), {
        enabled,
        lastChangedBy: call.caller.arn,
        lastChangedAt: context.now().toISOString(),
        ...(reason !== undefined && { disabledReason: reason }),
      });
      return {};
    },
  };
}

/** The way out of a stage is the way into the next. */
function entered({ pipeline }: PipelineFlow, stageName: string, type: "Inbound" | "Outbound"): string {
  if (type === "Inbound") return stageName;
  const position = pipeline.stages.findIndex(({ name }) => name === stageName);
  const next = position < 0 ? stageName : pipeline.stages[position + 1]?.name;
  if (next !== undefined) return next;
  throw new AwsError("ValidationException", `The stage '${stageName}' is the last one: nothing leaves it`);
}
