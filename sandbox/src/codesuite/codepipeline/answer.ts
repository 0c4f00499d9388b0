import { actionsOf, type PipelineDeclaration, type TriggerDeclaration } from "./declaration.js";

/**
 * A pipeline as AWS tells it. One of type V2 whose sources are connections has triggers that nobody declared, unless an
 * action says `DetectChanges: false`: absent from the request, there in the answer
 * (https://github.com/hashicorp/terraform-provider-aws/issues/38409, and the provider's `trigger_all`).
 */
export function answered<Declaration extends PipelineDeclaration>(pipeline: Declaration): Declaration {
  if (pipeline.pipelineType !== "V2" || pipeline.triggers?.length) return pipeline;
  const triggers = defaultTriggers(pipeline);
  return triggers.length === 0 ? pipeline : { ...pipeline, triggers };
}

function defaultTriggers(pipeline: PipelineDeclaration): TriggerDeclaration[] {
  return actionsOf(pipeline).flatMap(({ action: { name, actionTypeId, configuration = {} } }) => {
    const { BranchName = "", DetectChanges = "true" } = configuration;
    const detects = actionTypeId.provider === "CodeStarSourceConnection" && /^true$/i.test(DetectChanges);
    return detects ? [triggerOf(name, BranchName)] : [];
  });
}

function triggerOf(sourceActionName: string, branch: string): TriggerDeclaration {
  const push = [{ branches: { includes: [branch] } }];
  return { providerType: "CodeStarSourceConnection", gitConfiguration: { sourceActionName, push } };
}
