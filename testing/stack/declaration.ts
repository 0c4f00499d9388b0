import type { ActionDeclaration, PipelineDeclaration } from "@aws-sdk/client-codepipeline";
import { type ArnContext, arn, globalArn, roleArn } from "../../compiler/iam/index.js";
import type { Action } from "../../compiler/index.js";
import type { Pipeline } from "../../compiler/pipeline/index.js";

/** A compiled pipeline as CodePipeline holds it, for tests that apply no stack. */
export function declarationOf(
  { name, roles, stages, executionMode }: Pick<Pipeline, "name" | "roles" | "stages" | "executionMode">,
  place: ArnContext,
  location: string,
): PipelineDeclaration {
  return {
    name,
    roleArn: roleArn(roles.pipeline, place),
    pipelineType: "V2",
    executionMode,
    artifactStore: { type: "S3", location },
    stages: stages.map((stage) => ({
      name: stage.name,
      actions: stage.actions.map((action) => actionDeclaration(action, place)),
    })),
  };
}

function actionDeclaration(action: Action, place: ArnContext): ActionDeclaration {
  const { category, provider, role, region, namespace, timeoutMinutes, inputs, outputs } = action;
  const configuration = Object.entries(action.configuration).map(([key, value]) => [
    key,
    typeof value === "string" ? value : arnOf(value, place),
  ]);
  return {
    name: action.name,
    runOrder: action.runOrder,
    actionTypeId: { category, provider, owner: "AWS", version: "1" },
    configuration: Object.fromEntries(configuration),
    inputArtifacts: inputs.map((name) => ({ name })),
    outputArtifacts: outputs.map((name) => ({ name })),
    ...(namespace && { namespace }),
    ...(region && { region }),
    ...(timeoutMinutes && { timeoutInMinutes: timeoutMinutes }),
    ...(role && { roleArn: roleArn(role.name, { ...place, account: role.accountId }) }),
  };
}

function arnOf(
  { service, resource, globalIn }: Exclude<Action["configuration"][string], string>,
  place: ArnContext,
): string {
  return globalIn === undefined
    ? arn(service, resource, place)
    : globalArn(service, resource, { ...place, account: globalIn });
}
