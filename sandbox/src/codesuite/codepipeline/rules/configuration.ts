import type { PipelineDeclaration } from "../declaration.js";
import { forEachTyped } from "./actions.js";
import { invalidAction, type RulePlace } from "./rule.js";

/** The keys that each provider's page lists: https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference.html */
export function configurationKeys(pipeline: PipelineDeclaration, place: RulePlace): void {
  forEachTyped(pipeline, place, ({ name, configuration = {} }, { required, optional, unchecked }) => {
    const missing = required.find((key) => configuration[key] === undefined);
    if (missing !== undefined) {
      throw invalidAction(
        `Action configuration for action '${name}' is missing required configuration '${missing}'`,
      );
    }
    const known = [...required, ...optional];
    const unknown = unchecked ? undefined : Object.keys(configuration).find((key) => !known.includes(key));
    if (unknown !== undefined) {
      throw invalidAction(
        `Action configuration for action '${name}' contains unknown configuration '${unknown}'. Known: ${known.join(", ")}`,
      );
    }
  });
}

export function configurationValues(pipeline: PipelineDeclaration, place: RulePlace): void {
  forEachTyped(pipeline, place, (action, type) => {
    const configuration = action.configuration ?? {};
    checkFlags(action.name, configuration);
    type.checkConfiguration?.(action, configuration, place);
  });
}

/** Read as booleans by the services behind; a provider's page gives `true` and `false` for each. */
const flags = ["PollForSourceChanges", "DetectChanges", "BatchEnabled", "CombineArtifacts", "Extract"];

function checkFlags(name: string, configuration: Readonly<Record<string, string>>): void {
  for (const key of flags) {
    const value = configuration[key];
    if (value !== undefined && !/^(true|false)$/i.test(value)) {
      throw invalidAction(
        `Action '${name}' has the value '${value}' for '${key}'. Valid values: true, false`,
      );
    }
  }
}
