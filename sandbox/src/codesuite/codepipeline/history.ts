import { AwsError, type Operation, pageOf } from "../core/index.js";
import type { PipelineContext } from "./context.js";
import type { ActionRun, ArtifactLocation, ExecutionRecord, PipelineFlow, StageRun } from "./flow/index.js";
import { onPipeline } from "./pipelines.js";
import type { PipelineRunner } from "./running/index.js";
import { flowOf } from "./steering.js";

const pageSize = 100;

interface Listing {
  readonly pipelineName: string;
  readonly maxResults?: number;
  readonly nextToken?: string;
}

/** Numbers that sort as texts. */
const padded = (number: number) => String(number).padStart(12, "0");

type ExecutionsInput = Listing & {
  readonly filter?: { readonly succeededInStage?: { readonly stageName?: string } };
};

/** The newest first. */
export function listExecutions(context: PipelineContext, runner: PipelineRunner): Operation<ExecutionsInput> {
  return {
    permission: ({ pipelineName }, call) => onPipeline(context, call, pipelineName),
    handle({ pipelineName, filter, maxResults = pageSize, nextToken }, call) {
      const stage = filter?.succeededInStage?.stageName;
      const executions = flowOf(context, runner, call, pipelineName).book.list();
      const wanted = (each: ExecutionRecord) =>
        stage === undefined || each.stages[stage]?.status === "Succeeded";
      const page = pageOf(executions.filter(wanted), {
        keyOf: ({ number }) => padded(number),
        order: "descending",
        size: maxResults,
        ...(nextToken === undefined ? {} : { token: nextToken }),
      });
      return { pipelineExecutionSummaries: page.items.map(summaryOf), nextToken: page.nextToken };
    },
  };
}

interface ExecutionInput {
  readonly pipelineName: string;
  readonly pipelineExecutionId: string;
}

export function readExecution(context: PipelineContext, runner: PipelineRunner): Operation<ExecutionInput> {
  return {
    permission: ({ pipelineName }, call) => onPipeline(context, call, pipelineName),
    handle({ pipelineName, pipelineExecutionId: id }, call) {
      const execution = found(flowOf(context, runner, call, pipelineName), id);
      return { pipelineExecution: detailsOf(execution) };
    },
  };
}

type ActionsInput = Listing & {
  readonly filter?: {
    readonly pipelineExecutionId?: string;
    readonly latestInPipelineExecution?: { readonly pipelineExecutionId: string };
  };
};

/** "Executions are listed from the most recent" (…/APIReference/API_ListActionExecutions.html). */
export function listActionExecutions(
  context: PipelineContext,
  runner: PipelineRunner,
): Operation<ActionsInput> {
  return {
    permission: ({ pipelineName }, call) => onPipeline(context, call, pipelineName),
    handle({ pipelineName, filter, maxResults = pageSize, nextToken }, call) {
      const flow = flowOf(context, runner, call, pipelineName);
      const latest = filter?.latestInPipelineExecution?.pipelineExecutionId;
      const id = filter?.pipelineExecutionId ?? latest;
      const executions = id === undefined ? flow.book.list() : [found(flow, id)];
      const page = pageOf(
        executions.flatMap((each) => runsOf(each, latest !== undefined)),
        {
          keyOf: ({ order }) => order,
          order: "descending",
          size: maxResults,
          ...(nextToken === undefined ? {} : { token: nextToken }),
        },
      );
      return { actionExecutionDetails: page.items.map(actionDetails), nextToken: page.nextToken };
    },
  };
}

function found({ book, pipeline }: PipelineFlow, id: string): ExecutionRecord {
  const execution = book.tryGet(id);
  if (execution) return execution;
  throw new AwsError(
    "PipelineExecutionNotFoundException",
    `Could not find pipeline execution with ID ${id} for pipeline '${pipeline.name}'`,
  );
}

function commonOf(execution: ExecutionRecord): object {
  const { id, status, statusSummary, trigger, executionMode, executionType, rollbackTarget } = execution;
  return {
    pipelineExecutionId: id,
    ...{ status, statusSummary, trigger, executionMode, executionType },
    ...(rollbackTarget !== undefined && {
      rollbackMetadata: { rollbackTargetPipelineExecutionId: rollbackTarget },
    }),
  };
}

function summaryOf(execution: ExecutionRecord): object {
  const { startTime, updateTime, revisions, stopReason } = execution;
  return {
    ...commonOf(execution),
    startTime,
    lastUpdateTime: updateTime,
    sourceRevisions: revisions,
    ...(stopReason !== undefined && { stopTrigger: { reason: stopReason } }),
  };
}

function detailsOf(execution: ExecutionRecord): object {
  const { pipelineName, pipelineVersion, revisions, variables } = execution;
  return {
    ...commonOf(execution),
    pipelineName,
    pipelineVersion,
    artifactRevisions: revisions.map(({ artifactName, revisionId, ...revision }) => ({
      name: artifactName,
      revisionId,
      revisionChangeIdentifier: revisionId.slice(0, 100),
      ...revision,
    })),
    variables: Object.entries(variables).map(([name, resolvedValue]) => ({ name, resolvedValue })),
  };
}

interface OrderedRun {
  readonly order: string;
  readonly execution: ExecutionRecord;
  readonly run: ActionRun;
}

function runsOf(execution: ExecutionRecord, latestOnly: boolean): OrderedRun[] {
  const ofStage = ({ runs, current }: StageRun) =>
    latestOnly ? runs.filter((run) => current[run.name] === run.id) : runs;
  const runs = Object.values(execution.stages).flatMap(ofStage);
  return runs.map((run, index) => ({
    order: `${run.startTime} ${[execution.number, index].map(padded).join(" ")}`,
    execution,
    run,
  }));
}

function actionDetails({ execution, run }: OrderedRun): object {
  const { id, stageName, name, startTime, updateTime, updatedBy, status } = run;
  return {
    pipelineExecutionId: execution.id,
    actionExecutionId: id,
    pipelineVersion: execution.pipelineVersion,
    ...{ stageName, actionName: name, startTime, lastUpdateTime: updateTime, updatedBy, status },
    input: inputOf(run),
    output: outputOf(run),
  };
}

function inputOf(run: ActionRun): object {
  const { actionTypeId, configuration, resolvedConfiguration, roleArn, region, namespace } = run;
  const inputArtifacts = run.inputArtifacts.map(detailOf);
  return { actionTypeId, configuration, resolvedConfiguration, roleArn, region, namespace, inputArtifacts };
}

function outputOf(run: ActionRun): object {
  const { externalExecutionId, externalExecutionUrl, summary, error, variables, status, logStreamARN } = run;
  return {
    outputArtifacts: status === "Succeeded" ? run.outputArtifacts.map(detailOf) : [],
    executionResult: {
      externalExecutionId,
      externalExecutionSummary: summary,
      externalExecutionUrl,
      errorDetails: error,
      logStreamARN,
    },
    outputVariables: variables ?? {},
  };
}

function detailOf({ name, bucket, key }: ArtifactLocation): object {
  return { name, s3location: { bucket, key } };
}
