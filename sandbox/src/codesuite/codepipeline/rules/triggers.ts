import { actionsOf, type GitFilter, type PipelineDeclaration } from "../declaration.js";
import { firstRepeated, invalidStructure } from "./rule.js";

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-triggers.html */
export function triggers(pipeline: PipelineDeclaration): void {
  const configurations = (pipeline.triggers ?? []).map((trigger) => trigger.gitConfiguration);
  const connected = actionsOf(pipeline)
    .filter(({ action }) => action.actionTypeId.provider === "CodeStarSourceConnection")
    .map(({ action }) => action.name);
  const names = configurations.map((each) => each.sourceActionName);
  if (!names.every((name) => connected.includes(name)) || firstRepeated(names) !== undefined) {
    throw invalidStructure(
      "Triggers for connections must reference a CodeStarSourceConnection action. Note that when you specify a trigger, you can't specify more than one trigger per source action.",
    );
  }
  for (const { push = [], pullRequest = [] } of configurations) {
    if (
      push.length + pullRequest.length === 0 ||
      !push.every(pushFilter) ||
      !pullRequest.every(hasBranches)
    ) {
      throw invalidStructure(
        "The trigger configuration for the source action is not valid. Make sure to choose valid filter combinations.",
      );
    }
  }
}

/** A push is filtered by tags, or by branches and file paths: …/pipelines-filter.html. */
function pushFilter({ tags, branches, filePaths }: GitFilter): boolean {
  return tags === undefined ? Boolean(branches ?? filePaths) : !branches && !filePaths;
}

function hasBranches({ branches }: GitFilter): boolean {
  return branches !== undefined;
}
