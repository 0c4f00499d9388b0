import { defineService, type Operation } from "../core/index.js";
import { putApprovalResult } from "./approvals.js";
import { listActionTypes } from "./catalogue.js";
import { type CodePipelineSettings, defaultPipelineSettings, type PipelineContext } from "./context.js";
import { createCustomType, deleteCustomType } from "./custom-types.js";
import {
  createPipeline,
  listPipelines,
  readPipeline,
  removePipeline,
  updatePipeline,
} from "./definitions.js";
import { type CodePipeline, entrance } from "./entrance.js";
import { listActionExecutions, listExecutions, readExecution } from "./history.js";
import { putJobFailure, putJobSuccess } from "./jobs.js";
import { PipelineRunner } from "./running/index.js";
import { pipelineState } from "./state.js";
import { retryStage, rollbackStage, setTransition, startExecution, stopExecution } from "./steering.js";
import { listPipelineTags, tagPipeline, untagPipeline } from "./tagging.js";
import { deleteWebhook, deregisterWebhook, listWebhooks, putWebhook } from "./webhooks.js";

export type { CodePipelineSettings } from "./context.js";
export type { EventStart } from "./entrance.js";

/** CodePipeline: definitions are checked as AWS checks them, and executed. */
export function createCodePipeline(
  context: PipelineContext,
  changed: Partial<CodePipelineSettings> = {},
): CodePipeline {
  const settings = { ...defaultPipelineSettings, ...changed };
  const runner = new PipelineRunner(context, settings);
  const service = defineService({
    model: context.models.load("codepipeline"),
    iamPrefix: "codepipeline",
    authorizer: context.authorizer,
    operations: {
      CreatePipeline: createPipeline(context, runner, settings),
      GetPipeline: readPipeline(context),
      UpdatePipeline: updatePipeline(context, runner),
      DeletePipeline: removePipeline(context, runner),
      ListPipelines: listPipelines(context),
      TagResource: tagPipeline(context),
      UntagResource: untagPipeline(context),
      ListTagsForResource: listPipelineTags(context),
      ListActionTypes: listActionTypes(context),
      CreateCustomActionType: createCustomType(context),
      DeleteCustomActionType: deleteCustomType(context),
      PutWebhook: putWebhook(context),
      ListWebhooks: listWebhooks(context),
      DeleteWebhook: deleteWebhook(context),
      DeregisterWebhookWithThirdParty: deregisterWebhook(context),
      ...executionOperations(context, runner),
    },
    close: () => runner.close(),
  });
  return { service, ...entrance(context, runner, settings) };
}

function executionOperations(
  context: PipelineContext,
  runner: PipelineRunner,
): Readonly<Record<string, Operation>> {
  return {
    GetPipelineState: pipelineState(context, runner),
    GetPipelineExecution: readExecution(context, runner),
    ListPipelineExecutions: listExecutions(context, runner),
    ListActionExecutions: listActionExecutions(context, runner),
    StartPipelineExecution: startExecution(context, runner),
    StopPipelineExecution: stopExecution(context, runner),
    RetryStageExecution: retryStage(context, runner),
    RollbackStage: rollbackStage(context, runner),
    EnableStageTransition: setTransition(context, runner, true),
    DisableStageTransition: setTransition(context, runner, false),
    PutApprovalResult: putApprovalResult(context, runner),
    PutJobSuccessResult: putJobSuccess(context, runner),
    PutJobFailureResult: putJobFailure(context, runner),
  };
}
