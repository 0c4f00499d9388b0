import type {
  ActionExecutionDetail,
  PipelineExecutionSummary,
  StageState,
} from "@aws-sdk/client-codepipeline";
import { modelOf } from "../../testing/items/compile.js";
import { environment, itemWith, test } from "../../testing/items/items.js";
import { declarationOf } from "../../testing/stack/declaration.js";
import type { PipelineAnswers } from "./pipeline-view.js";

const place = { partition: "aws", region: "us-east-1", account: "111111111111" };

/** What CodePipeline answers of a pipeline with these environments, in which nothing has happened yet. */
export function answersOf(environments: object = twoEnvironments): PipelineAnswers {
  const declaration = declarationOf(modelOf(itemWith({ ...environments })), place, "artifacts");
  return { region: place.region, declaration, states: [], summaries: [], runs: [] };
}

const twoEnvironments = {
  Staging: environment({ Tests: { Smoke: test() } }),
  Prod: environment({
    AwsAccountId: "333333333333",
    ManualApproval: { Message: "Release?", TimeoutMinutes: 60 },
  }),
};

export const monday = new Date("2026-01-05T10:00:00.000Z");

/** A run of an action of the compiled pipeline, as `ListActionExecutions` tells it. */
export function runOf(
  { declaration }: PipelineAnswers,
  actionName: string,
  told: Partial<ActionExecutionDetail> & { readonly result?: object } = {},
): ActionExecutionDetail {
  const stage = declaration.stages?.find(({ actions = [] }) =>
    actions.some(({ name }) => name === actionName),
  );
  const action = stage?.actions?.find(({ name }) => name === actionName);
  const { result, ...rest } = told;
  return {
    pipelineExecutionId: "first",
    actionExecutionId: `run of ${actionName}`,
    stageName: stage?.name,
    actionName,
    status: "Succeeded",
    startTime: monday,
    lastUpdateTime: monday,
    input: { actionTypeId: action?.actionTypeId, configuration: action?.configuration },
    ...(result && { output: { executionResult: result } }),
    ...rest,
  };
}

export function stateOf(
  stageName: string,
  status: "Succeeded" | "Failed" | "InProgress" | "Stopped",
  more: Partial<StageState> = {},
): StageState {
  return { stageName, latestExecution: { pipelineExecutionId: "first", status }, ...more };
}

export function summaryOf(
  pipelineExecutionId: string,
  more: Partial<PipelineExecutionSummary> = {},
): PipelineExecutionSummary {
  return { pipelineExecutionId, status: "Succeeded", startTime: monday, lastUpdateTime: monday, ...more };
}
