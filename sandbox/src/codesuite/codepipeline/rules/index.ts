import { type PipelineDeclaration, withDefaults } from "../declaration.js";
import { approvalTimeout, artifactCounts, computeFields, knownTypes } from "./actions.js";
import { madeBeforeUse, uniqueOutputs } from "./artifacts.js";
import { stageConditions } from "./conditions.js";
import { configurationKeys, configurationValues } from "./configuration.js";
import { v2Features } from "./pipeline-type.js";
import type { Rule, RulePlace } from "./rule.js";

export type { RulePlace } from "./rule.js";

import { actionCount, noBlockers, sourcesFirst, stageCount, uniqueNames } from "./stages.js";
import { artifactStores } from "./stores.js";
import { triggers } from "./triggers.js";
import { knownReferences, uniqueNamespaces, uniqueVariables } from "./variables.js";

/** In the order they are checked; AWS reports the first that is broken. */
const rules: readonly Rule[] = [
  stageCount,
  actionCount,
  uniqueNames,
  noBlockers,
  sourcesFirst,
  v2Features,
  artifactStores,
  knownTypes,
  computeFields,
  approvalTimeout,
  artifactCounts,
  uniqueOutputs,
  madeBeforeUse,
  configurationKeys,
  configurationValues,
  uniqueNamespaces,
  uniqueVariables,
  knownReferences,
  triggers,
  stageConditions,
];

/** The rules of the CodePipeline user guide that need nothing but the declaration. Throws AWS's error. */
export function checkStructure(pipeline: PipelineDeclaration, place: RulePlace): void {
  const complete = withDefaults(pipeline);
  for (const rule of rules) rule(complete, place);
}
