import { AwsError } from "../../core/index.js";
import { actionsOf, isSource, type PipelineDeclaration } from "../declaration.js";
import { firstRepeated, invalidAction, invalidStage, invalidStructure } from "./rule.js";

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html */
const maxStages = 50;
const maxActionsInAStage = 50;
const maxActions = 500;

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html#pipeline-requirements */
export function stageCount({ stages }: PipelineDeclaration): void {
  if (stages.length < 2) {
    throw invalidStructure(
      `Pipeline has only ${stages.length} stage(s). There should be a minimum of 2 stages in a pipeline`,
    );
  }
  if (stages.length > maxStages) {
    throw invalidStructure(
      `Pipeline has too many stages. There can only be up to ${maxStages} stages in a pipeline`,
    );
  }
}

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html (number of actions) */
export function actionCount(pipeline: PipelineDeclaration): void {
  for (const { name, actions } of pipeline.stages) {
    if (actions.length === 0) throw invalidStage(`Stage '${name}' should have at least 1 action`);
    if (actions.length > maxActionsInAStage) {
      throw new AwsError(
        "LimitExceededException",
        `Stage '${name}' has ${actions.length} actions. There can only be up to ${maxActionsInAStage} actions in a stage`,
      );
    }
  }
  const total = actionsOf(pipeline).length;
  if (total > maxActions) {
    throw new AwsError(
      "LimitExceededException",
      `Pipeline has ${total} actions. There can only be up to ${maxActions} actions in a pipeline`,
    );
  }
}

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html (uniqueness of names) */
export function uniqueNames({ stages }: PipelineDeclaration): void {
  const stage = firstRepeated(stages.map(({ name }) => name));
  if (stage !== undefined) throw invalidStage(`Stage name '${stage}' is used more than once`);
  for (const { name, actions } of stages) {
    const action = firstRepeated(actions.map((each) => each.name));
    if (action !== undefined) {
      throw invalidAction(`Action name '${action}' is used more than once in stage '${name}'`);
    }
  }
}

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html#pipeline-requirements */
export function sourcesFirst(pipeline: PipelineDeclaration): void {
  const [first, ...others] = pipeline.stages;
  if (!first?.actions.every(isSource)) {
    throw invalidStructure("Pipeline should start with a stage that only contains source actions");
  }
  if (others.some(({ actions }) => actions.some(isSource))) {
    throw invalidStructure("Source actions can only be included in the first stage of the pipeline");
  }
}

/** `blockers` is reserved: https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_StageDeclaration.html */
export function noBlockers({ stages }: PipelineDeclaration): void {
  const blocked = stages.find(({ blockers }) => blockers?.length);
  if (blocked) {
    throw new AwsError(
      "InvalidBlockerDeclarationException",
      `Stage '${blocked.name}' declares blockers, which are reserved for future use`,
    );
  }
}
