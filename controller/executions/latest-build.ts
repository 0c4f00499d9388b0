import {
  type ActionExecutionDetail,
  type CodePipelineClient,
  GetPipelineCommand,
  paginateListActionExecutions,
} from "@aws-sdk/client-codepipeline";
import { logPlaceOf } from "./log-place.js";
import type { LogAddress } from "./views.js";

/** One run of an action that CodeBuild carries out. */
export interface BuildRun {
  /** Of this run of the action. */
  readonly id: string;
  readonly stage: string;
  readonly action: string;
  readonly execution: string;
  readonly status: string;
  /** ISO time. */
  readonly started: string;
  readonly link?: string;
  /** Absent while no build has begun. */
  readonly log?: LogAddress;
}

/** The last run of a build or test, of any or of one action; undefined where none has run. */
export async function latestBuild(
  client: CodePipelineClient,
  pipelineName: string,
  action?: string,
): Promise<BuildRun | undefined> {
  for await (const { actionExecutionDetails = [] } of paginateListActionExecutions(
    { client },
    { pipelineName },
  )) {
    const found = actionExecutionDetails.find(
      (run) => isBuild(run) && (action === undefined || run.actionName === action),
    );
    if (found) return buildRun(found);
  }
  return undefined;
}

/** The same run as it is now. */
export async function buildAgain(
  client: CodePipelineClient,
  pipelineName: string,
  run: BuildRun,
): Promise<BuildRun> {
  const request = { pipelineName, filter: { pipelineExecutionId: run.execution } };
  for await (const { actionExecutionDetails = [] } of paginateListActionExecutions({ client }, request)) {
    const found = actionExecutionDetails.find(({ actionExecutionId: id }) => id === run.id);
    if (found) return buildRun(found);
  }
  return run;
}

/** The names of the actions that CodeBuild carries out. */
export async function buildActionsOf(client: CodePipelineClient, name: string): Promise<string[]> {
  const { pipeline } = await client.send(new GetPipelineCommand({ name }));
  const actions = (pipeline?.stages ?? []).flatMap((stage) => stage.actions ?? []);
  return actions.flatMap((action) =>
    action.actionTypeId?.provider === "CodeBuild" ? (action.name ?? []) : [],
  );
}

function isBuild({ input }: ActionExecutionDetail): boolean {
  return input?.actionTypeId?.provider === "CodeBuild";
}

function buildRun(run: ActionExecutionDetail): BuildRun {
  const link = run.output?.executionResult?.externalExecutionUrl;
  const log = logPlaceOf(run);
  return {
    id: run.actionExecutionId ?? "",
    stage: run.stageName ?? "",
    action: run.actionName ?? "",
    execution: run.pipelineExecutionId ?? "",
    status: run.status ?? "",
    started: run.startTime?.toISOString() ?? "",
    ...(link && { link }),
    ...(log && { log }),
  };
}
