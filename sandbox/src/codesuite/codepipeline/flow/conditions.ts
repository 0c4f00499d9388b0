import type { RuleDeclaration, StageDeclaration } from "../declaration.js";
import type { ConditionKind } from "./records.js";

/**
 * The conditions of a stage that the sandbox cannot evaluate, by name: the stage fails where AWS would evaluate them
 * (https://docs.aws.amazon.com/codepipeline/latest/userguide/concepts-how-it-works-conditions.html).
 */
export function unevaluated(
  stage: StageDeclaration,
  kind: ConditionKind,
): { readonly kind: ConditionKind; readonly summary: string } | undefined {
  const rules = (stage[kind]?.conditions ?? []).flatMap((condition) => condition.rules ?? []);
  if (rules.length === 0) return undefined;
  const names = rules.map(nameOf).join(", ");
  return {
    kind,
    summary: `The sandbox does not evaluate conditions: ${kind} of stage '${stage.name}' has ${names}.`,
  };
}

function nameOf({ name, ruleTypeId: { provider } }: RuleDeclaration): string {
  return `the rule '${name}' (${provider})`;
}
