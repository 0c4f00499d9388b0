import { findActionType } from "../actions/index.js";
import { actionsOf, type PipelineDeclaration } from "../declaration.js";
import { invalidAction, invalidStage, invalidStructure } from "./rule.js";

/** What V1 pipelines do not have: https://docs.aws.amazon.com/codepipeline/latest/userguide/pipeline-types.html */
export function v2Features(pipeline: PipelineDeclaration): void {
  if (pipeline.pipelineType === "V2") return;
  if (pipeline.executionMode !== "SUPERSEDED") {
    throw invalidStructure("QUEUED or PARALLEL mode can only be used with V2 pipelines");
  }
  if (pipeline.variables?.length) {
    throw invalidStructure("Pipeline variable can only be used with V2 pipelines");
  }
  if (pipeline.triggers?.length) {
    throw invalidStructure("Triggers on tag can only be used with V2 pipelines");
  }
  if (
    pipeline.stages.some(({ beforeEntry, onSuccess, onFailure }) => beforeEntry ?? onSuccess ?? onFailure)
  ) {
    throw invalidStage("Stage level conditions can only be used with V2 pipelines.");
  }
  v2Actions(pipeline);
}

function v2Actions(pipeline: PipelineDeclaration): void {
  const newer = actionsOf(pipeline).find(({ action }) => findActionType(action.actionTypeId)?.v2Only);
  if (newer) {
    throw invalidAction(`${newer.action.actionTypeId.provider} Action can only be used with V2 pipelines.`);
  }
}
