import {
  Codepipeline,
  type CodepipelineStage,
  type CodepipelineStageAction,
} from "@cdktf/provider-aws/lib/codepipeline/index.js";
import type { TerraformStack } from "cdktf";
import type { Source } from "../item/index.js";
import { type Action, type Deployment, type Pipeline, pipelineRolePolicy } from "../pipeline/index.js";
import { after } from "./after.js";
import type { Place } from "./place.js";
import { addRole } from "./role.js";

/** The pipeline itself: its stages stand in the root, so that a plan reads as a pipeline. `parts` are addresses. */
export function addCodePipeline(
  stack: TerraformStack,
  pipeline: Pipeline,
  place: Place,
  parts: readonly string[],
): void {
  const policy = pipelineRolePolicy(pipeline, place);
  const name = pipeline.roles.pipeline;
  const role = addRole(stack, { id: "pipeline", name, service: "codepipeline", policy }, place);
  const environments = new Map(pipeline.environments.map((environment) => [environment.name, environment]));
  const codepipeline = new Codepipeline(stack, "pipeline", {
    name: pipeline.name,
    roleArn: role.arn,
    pipelineType: "V2",
    executionMode: pipeline.executionMode,
    artifactStore: [
      { type: "S3", location: place.bucketName, encryptionKey: { type: "KMS", id: place.keyArn } },
    ],
    stage: pipeline.stages.map(
      ({ name, actions }): CodepipelineStage => ({
        name,
        action: actions.map((action) => actionOf(action, environments, place)),
      }),
    ),
  });
  after(codepipeline, [role.ready, ...parts]).overrideLogicalId("pipeline");
}

type Environments = ReadonlyMap<string, Deployment>;

function actionOf(action: Action, environments: Environments, place: Place): CodepipelineStageAction {
  const { name, runOrder, region } = action;
  const common = { name, runOrder, version: "1", ...(region && { region }) };
  const environment = "environment" in action ? environments.get(action.environment) : undefined;
  switch (action.kind) {
    case "source":
      return {
        ...common,
        category: "Source",
        ...sourceOf(action.source, action.application),
        outputArtifacts: [action.output],
        ...(action.application && { namespace: "SourceArtifacts" }),
      };
    case "build":
      return {
        ...common,
        category: "Build",
        owner: "AWS",
        provider: "CodeBuild",
        configuration: { ProjectName: "${aws_codebuild_project.build.name}" },
        inputArtifacts: [action.input],
        outputArtifacts: [action.output],
      };
    case "approval":
      return {
        ...common,
        category: "Approval",
        owner: "AWS",
        provider: "Manual",
        configuration: approvalOf(environment),
        ...(action.approval.timeoutMinutes && { timeoutInMinutes: action.approval.timeoutMinutes }),
      };
    case "test":
      return {
        ...common,
        category: "Test",
        owner: "AWS",
        provider: "CodeBuild",
        configuration: { ProjectName: `\${module.${environment?.identifier}.projects["${action.key}"]}` },
        inputArtifacts: [action.input],
      };
    default:
      return {
        ...common,
        category: "Deploy",
        owner: "AWS",
        provider: "CloudFormation",
        ...deployOf(action, environment, place),
      };
  }
}

/** No source is polled: EventBridge or the connection starts the pipeline, and only the application's source does. */
function sourceOf(
  source: Source,
  application: boolean,
): Pick<CodepipelineStageAction, "owner" | "provider" | "configuration"> {
  switch (source.type) {
    case "CodeCommit":
      return {
        owner: "AWS",
        provider: "CodeCommit",
        configuration: {
          RepositoryName: source.repository,
          BranchName: source.branch,
          PollForSourceChanges: "false",
        },
      };
    case "S3":
      return {
        owner: "AWS",
        provider: "S3",
        configuration: { S3Bucket: source.bucket, S3ObjectKey: source.key, PollForSourceChanges: "false" },
      };
    case "CodeConnections":
      return {
        owner: "AWS",
        provider: "CodeStarSourceConnection",
        configuration: {
          ConnectionArn: source.connectionArn,
          FullRepositoryId: source.repository,
          BranchName: source.branch,
          DetectChanges: String(application),
        },
      };
  }
}

function approvalOf(environment: Deployment | undefined): Record<string, string> {
  const { approval, approvalTopic, identifier } = environment ?? {};
  const topic = approvalTopic ? `\${module.${identifier}.approval_topic_arn}` : approval?.topicArn;
  return {
    ...(topic && { NotificationArn: topic }),
    ...(approval?.message && { CustomData: approval.message }),
  };
}

type DeployAction = Extract<Action, { kind: "create-change-set" | "execute-change-set" }>;

/** CloudFormation in the target account: the action takes the formation role, the stack the deployer role. */
function deployOf(
  action: DeployAction,
  environment: Deployment | undefined,
  { partition }: Place,
): Pick<CodepipelineStageAction, "roleArn" | "inputArtifacts" | "configuration"> {
  if (!environment) return {};
  const { formation, deployer } = environment.roles;
  const names = { StackName: environment.stackName, ChangeSetName: environment.changeSetName };
  const roleArn = `arn:${partition}:iam::${formation.accountId}:role/${formation.name}`;
  if (action.kind === "execute-change-set") {
    return { roleArn, configuration: { ActionMode: "CHANGE_SET_EXECUTE", ...names } };
  }
  return {
    roleArn,
    inputArtifacts: [action.input],
    configuration: {
      ActionMode: "CHANGE_SET_REPLACE",
      ...names,
      RoleArn: `arn:${partition}:iam::${deployer.accountId}:role/${deployer.name}`,
      TemplatePath: environment.templatePath,
      ...(environment.capabilities.length > 0 && { Capabilities: environment.capabilities.join(",") }),
      ...(Object.keys(environment.parameterOverrides).length > 0 && {
        ParameterOverrides: JSON.stringify(environment.parameterOverrides),
      }),
    },
  };
}
