import { Codepipeline, type CodepipelineStageAction } from "@cdktf/provider-aws/lib/codepipeline/index.js";
import type { TerraformStack } from "cdktf";
import { arn, globalArn, roleArn } from "../iam/index.js";
import type { Action, ArnValue } from "../kinds/index.js";
import { type Pipeline, pipelineRolePolicy, trustOf } from "../pipeline/index.js";
import { after } from "./after.js";
import type { Place } from "./place.js";
import { addRole } from "./role.js";
import { tagged } from "./tagged.js";

/** The pipeline itself: its stages stand in the root, so that a plan reads as a pipeline. `parts` are addresses. */
export function addCodePipeline(
  stack: TerraformStack,
  pipeline: Pipeline,
  place: Place,
  parts: readonly string[],
): void {
  const policy = pipelineRolePolicy(pipeline, place);
  const name = pipeline.roles.pipeline;
  const role = addRole(
    stack,
    { id: "pipeline", name, trust: trustOf.pipeline(pipeline, place), policy },
    place,
  );
  const codepipeline = new Codepipeline(stack, "pipeline", {
    name: pipeline.name,
    roleArn: role.arn,
    pipelineType: "V2",
    executionMode: pipeline.executionMode,
    ...tagged(place),
    artifactStore: [
      { type: "S3", location: place.bucketName, encryptionKey: { type: "KMS", id: place.keyArn } },
    ],
    stage: pipeline.stages.map(({ name, actions }) => ({
      name,
      action: actions.map((action) => actionOf(action, place)),
    })),
  });
  after(codepipeline, [role.ready, ...parts]).overrideLogicalId("pipeline");
}

/** An action as Terraform takes it, whatever its kind. */
function actionOf(action: Action, place: Place): CodepipelineStageAction {
  const { name, runOrder, category, provider, configuration, inputs, outputs } = action;
  const { namespace, role, region, timeoutMinutes } = action;
  return {
    name,
    runOrder,
    category,
    owner: "AWS",
    provider,
    version: "1",
    configuration: configurationOf(configuration, place),
    ...(inputs.length > 0 && { inputArtifacts: [...inputs] }),
    ...(outputs.length > 0 && { outputArtifacts: [...outputs] }),
    ...(namespace && { namespace }),
    ...(role && { roleArn: roleArn(role.name, { ...place, account: role.accountId }) }),
    ...(region && { region }),
    ...(timeoutMinutes && { timeoutInMinutes: timeoutMinutes }),
  };
}

function configurationOf(configuration: Action["configuration"], place: Place): Record<string, string> {
  const values = Object.entries(configuration);
  return Object.fromEntries(
    values.map(([key, value]) => [key, typeof value === "string" ? value : arnOf(value, place)]),
  );
}

function arnOf({ service, resource, globalIn }: ArnValue, place: Place): string {
  if (globalIn === undefined) return arn(service, resource, place);
  return globalArn(service, resource, { ...place, account: globalIn });
}
