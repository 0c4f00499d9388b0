import { type ActionType, findActionType } from "../actions/index.js";
import { type ActionDeclaration, actionsOf, type PipelineDeclaration } from "../declaration.js";
import { invalidAction, type RulePlace } from "./rule.js";

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/actions-valid-providers.html */
export function knownTypes(pipeline: PipelineDeclaration, place: RulePlace): void {
  for (const { action } of actionsOf(pipeline)) {
    if (!typeOf(action, place)) {
      const { category, provider, owner, version } = action.actionTypeId;
      const where = (action.region ?? place.region).toUpperCase().replaceAll("-", "_");
      throw invalidAction(
        `ActionType (Category: '${category}', Provider: '${provider}', Owner: '${owner}', Version: '${version}') in action '${action.name}' is not available in region '${where}'`,
      );
    }
  }
}

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-action-artifacts.html */
export function artifactCounts(pipeline: PipelineDeclaration, place: RulePlace): void {
  forEachTyped(pipeline, place, (action, type) => {
    checkCount(action.name, "input", action.inputArtifacts?.length ?? 0, type.inputs);
    checkCount(action.name, "output", action.outputArtifacts?.length ?? 0, type.outputs);
  });
}

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-Commands.html */
export function computeFields(pipeline: PipelineDeclaration, place: RulePlace): void {
  forEachTyped(pipeline, place, ({ name, commands, outputArtifacts = [] }, { compute }) => {
    if (compute && !commands?.length)
      throw invalidAction(`Action ${name} must have a non-empty commands field`);
    if (!compute && (commands ?? outputArtifacts.find(({ files }) => files))) {
      throw invalidAction(
        `The following action cannot contain a commands field: ${name}. To use the commands field, use a compute action.`,
      );
    }
  });
}

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ActionDeclaration.html (timeoutInMinutes) */
export function approvalTimeout(pipeline: PipelineDeclaration): void {
  for (const { action } of actionsOf(pipeline)) {
    if (action.timeoutInMinutes !== undefined && action.actionTypeId.category !== "Approval") {
      throw invalidAction(
        `Action '${action.name}' cannot have timeoutInMinutes. It is available only to the manual approval action type`,
      );
    }
  }
}

/** Calls with each action whose type is known; unknown ones have been refused before. */
export function forEachTyped(
  pipeline: PipelineDeclaration,
  place: RulePlace,
  check: (action: ActionDeclaration, type: ActionType) => void,
): void {
  for (const { action } of actionsOf(pipeline)) {
    const type = typeOf(action, place);
    if (type) check(action, type);
  }
}

function typeOf(
  { actionTypeId: id }: ActionDeclaration,
  { customTypes = [] }: RulePlace,
): ActionType | undefined {
  if (id.owner !== "Custom") return findActionType(id);
  return customTypes.find(
    ({ category, provider, version }) =>
      category === id.category && provider === id.provider && version === id.version,
  );
}

function checkCount(name: string, kind: string, count: number, [min, max]: readonly [number, number]): void {
  const declares = `Action ${name} declares ${count} ${kind} artifacts`;
  if (count < min) throw invalidAction(`${declares} which is less than the minimum count (${min})`);
  if (count > max) throw invalidAction(`${declares} which is more than the maximum count (${max})`);
}
