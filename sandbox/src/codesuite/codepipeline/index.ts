import type { Service } from "../../service.js";
import { type CodeSuiteContext, defineService } from "../core/index.js";
import { listActionTypes } from "./catalogue.js";
import { createCustomType, deleteCustomType } from "./custom-types.js";
import {
  createPipeline,
  listPipelines,
  readPipeline,
  removePipeline,
  updatePipeline,
} from "./definitions.js";
import {
  listActionExecutions,
  listExecutions,
  pipelineState,
  readExecution,
  startExecution,
} from "./executions.js";
import { listPipelineTags, tagPipeline, untagPipeline } from "./tagging.js";
import { deleteWebhook, deregisterWebhook, listWebhooks, putWebhook } from "./webhooks.js";

/** CodePipeline: definitions are checked as AWS checks them, and kept; nothing is executed. */
export function createCodePipeline(context: CodeSuiteContext): Service {
  return defineService({
    model: context.models.load("codepipeline"),
    iamPrefix: "codepipeline",
    authorizer: context.authorizer,
    operations: {
      CreatePipeline: createPipeline(context),
      GetPipeline: readPipeline(context),
      UpdatePipeline: updatePipeline(context),
      DeletePipeline: removePipeline(context),
      ListPipelines: listPipelines(context),
      TagResource: tagPipeline(context),
      UntagResource: untagPipeline(context),
      ListTagsForResource: listPipelineTags(context),
      GetPipelineState: pipelineState(context),
      GetPipelineExecution: readExecution(context),
      ListPipelineExecutions: listExecutions(context),
      ListActionExecutions: listActionExecutions(context),
      StartPipelineExecution: startExecution(context),
      ListActionTypes: listActionTypes(context),
      CreateCustomActionType: createCustomType(context),
      DeleteCustomActionType: deleteCustomType(context),
      PutWebhook: putWebhook(context),
      ListWebhooks: listWebhooks(context),
      DeleteWebhook: deleteWebhook(context),
      DeregisterWebhookWithThirdParty: deregisterWebhook(context),
    },
  });
}
