import type { Pipeline } from "../compiler/pipeline/index.js";

/** The stacks of CloudFormation that a pipeline deploys, each with its change set, in order. */
export function stacksOf({
  stages,
}: Pipeline): { readonly stackName: string; readonly changeSetName: string }[] {
  return stages.flatMap(({ actions }) =>
    actions.flatMap(({ configuration: { ActionMode, StackName, ChangeSetName } }) =>
      ActionMode === "CHANGE_SET_REPLACE"
        ? [{ stackName: String(StackName), changeSetName: String(ChangeSetName) }]
        : [],
    ),
  );
}

export function stackNamesOf(pipeline: Pipeline): string[] {
  return stacksOf(pipeline).map(({ stackName }) => stackName);
}
