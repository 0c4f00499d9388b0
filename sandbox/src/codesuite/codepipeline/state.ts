import type { Operation } from "../core/index.js";
import type { PipelineContext } from "./context.js";
import type { ActionDeclaration, StageDeclaration } from "./declaration.js";
import type { ActionRun, ExecutionRecord, PipelineFlow, StageRun } from "./flow/index.js";
import { getPipeline, onPipeline } from "./pipelines.js";
import type { PipelineRunner } from "./running/index.js";
import { flowOf } from "./steering.js";

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_GetPipelineState.html */
export function pipelineState(context: PipelineContext, runner: PipelineRunner): Operation<{ name: string }> {
  return {
    permission: ({ name }, call) => onPipeline(context, call, name),
    handle({ name }, call) {
      const { declaration, created, updated } = getPipeline(context, call, name);
      const { book } = flowOf(context, runner, call, name);
      const executions = book.list();
      return {
        pipelineName: name,
        pipelineVersion: declaration.version,
        stageStates: declaration.stages.map((stage, position) =>
          stageState(book, executions, stage, position),
        ),
        created,
        updated,
      };
    },
  };
}

function stageState(
  book: PipelineFlow["book"],
  executions: readonly ExecutionRecord[],
  stage: StageDeclaration,
  position: number,
): object {
  const { transition, latest } = book.stage(stage.name);
  const execution = latest === undefined ? undefined : book.tryGet(latest);
  const run = execution?.stages[stage.name];
  const waiting = book.active().filter((each) => each.position === position && !each.isInside);
  const inbound = waiting.map(inboundOf);
  return {
    stageName: stage.name,
    ...(inbound.length > 0 && { inboundExecution: inbound.at(-1), inboundExecutions: inbound }),
    inboundTransitionState: transition ?? { enabled: true },
    actionStates: stage.actions.map((action) => actionState(executions, stage.name, action)),
    ...(execution && run && latestOf(execution, run)),
  };
}

function inboundOf({ id, executionType }: ExecutionRecord): object {
  return { pipelineExecutionId: id, status: "InProgress", type: executionType };
}

function latestOf(execution: ExecutionRecord, run: StageRun): object {
  const { automaticRetries, manualRetries, latestRetryTrigger, unevaluated } = run;
  const retries = {
    ...(automaticRetries > 0 && { autoStageRetryAttempt: automaticRetries }),
    ...(manualRetries > 0 && { manualStageRetryAttempt: manualRetries }),
    latestRetryTrigger,
  };
  return {
    latestExecution: {
      pipelineExecutionId: execution.id,
      status: run.status,
      type: execution.executionType,
    },
    ...(latestRetryTrigger && { retryStageMetadata: retries }),
    ...(unevaluated && {
      [`${unevaluated.kind}ConditionState`]: {
        latestExecution: { status: "Errored", summary: unevaluated.summary },
      },
    }),
  };
}

/** Of the newest execution in which the action has run. */
function actionState(
  executions: readonly ExecutionRecord[],
  stageName: string,
  { name }: ActionDeclaration,
): object {
  const runOf = ({ stages }: ExecutionRecord) => stages[stageName]?.runs.findLast((run) => run.name === name);
  const execution = executions.findLast((each) => runOf(each) !== undefined);
  const run = execution && runOf(execution);
  const revision = execution?.revisions.find(({ actionName }) => actionName === name);
  return {
    actionName: name,
    ...(revision && {
      currentRevision: {
        revisionId: revision.revisionId,
        revisionChangeId: revision.revisionId.slice(0, 100),
        created: revision.created ?? execution?.startTime,
      },
      revisionUrl: revision.revisionUrl,
    }),
    ...(run && { latestExecution: executionOf(run) }),
  };
}

/** The token is told while it can be answered with. */
function executionOf(run: ActionRun): object {
  const { id, status, summary, updateTime, updatedBy, error, token } = run;
  return {
    actionExecutionId: id,
    ...{ status, summary, lastStatusChange: updateTime, lastUpdatedBy: updatedBy, errorDetails: error },
    ...(status === "InProgress" && { token }),
    externalExecutionId: run.externalExecutionId,
    externalExecutionUrl: run.externalExecutionUrl,
    logStreamARN: run.logStreamARN,
  };
}
