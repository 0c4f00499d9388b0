import { AwsError, type CodeSuiteContext, type Operation } from "../core/index.js";
import type { StageDeclaration } from "./declaration.js";
import { getPipeline, onPipeline } from "./pipelines.js";

/** Definitions are kept and checked; nothing has run yet, and nothing will. */
export function pipelineState(context: CodeSuiteContext): Operation<{ name: string }> {
  return {
    permission: ({ name }, call) => onPipeline(context, call, name),
    handle({ name }, call) {
      const { declaration, created, updated } = getPipeline(context, call, name);
      const stageStates = declaration.stages.map(untouched);
      return { pipelineName: name, pipelineVersion: declaration.version, stageStates, created, updated };
    },
  };
}

export function listExecutions(context: CodeSuiteContext): Operation<{ pipelineName: string }> {
  return {
    permission: ({ pipelineName }, call) => onPipeline(context, call, pipelineName),
    handle({ pipelineName }, call) {
      getPipeline(context, call, pipelineName);
      return { pipelineExecutionSummaries: [] };
    },
  };
}

export function listActionExecutions(context: CodeSuiteContext): Operation<{ pipelineName: string }> {
  return {
    permission: ({ pipelineName }, call) => onPipeline(context, call, pipelineName),
    handle({ pipelineName }, call) {
      getPipeline(context, call, pipelineName);
      return { actionExecutionDetails: [] };
    },
  };
}

export function readExecution(
  context: CodeSuiteContext,
): Operation<{ pipelineName: string; pipelineExecutionId: string }> {
  return {
    permission: ({ pipelineName }, call) => onPipeline(context, call, pipelineName),
    handle({ pipelineName, pipelineExecutionId }, call) {
      getPipeline(context, call, pipelineName);
      throw new AwsError(
        "PipelineExecutionNotFoundException",
        `Could not find pipeline execution with ID ${pipelineExecutionId} for pipeline '${pipelineName}'`,
      );
    },
  };
}

export function startExecution(context: CodeSuiteContext): Operation<{ name: string }> {
  return {
    permission: ({ name }, call) => onPipeline(context, call, name),
    handle({ name }, call) {
      getPipeline(context, call, name);
      throw new AwsError(
        "NotImplementedException",
        `The sandbox keeps and checks pipelines but does not run them, so '${name}' was not started`,
        501,
      );
    },
  };
}

function untouched({ name, actions }: StageDeclaration): object {
  return {
    stageName: name,
    inboundTransitionState: { enabled: true },
    actionStates: actions.map((action) => ({ actionName: action.name })),
  };
}
