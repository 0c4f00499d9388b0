import type { ActionTypeId } from "./declaration.js";

/** What one type of action asks for. */
export interface ActionType extends ActionTypeId {
  /** Fewest and most. */
  readonly inputs: readonly [number, number];
  readonly outputs: readonly [number, number];
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** Its configuration is taken as it is, since the sandbox does not know its keys. */
  readonly unchecked?: boolean;
  /** Runs shell commands, given in `commands`. */
  readonly compute?: boolean;
  readonly v2Only?: boolean;
}

type Details = Omit<ActionType, keyof ActionTypeId>;

const none = [0, 0] as const;
const one = [1, 1] as const;
const source = { inputs: none, outputs: one };

const codeBuild: Details = {
  inputs: [1, 5],
  outputs: [0, 5],
  required: ["ProjectName"],
  optional: [
    "PrimarySource",
    "BatchEnabled",
    "BuildspecOverride",
    "CombineArtifacts",
    "EnvironmentVariables",
  ],
};

const commands: Details = {
  inputs: [1, 10],
  outputs: [0, 1],
  required: [],
  optional: [],
  compute: true,
  v2Only: true,
};

const deployUnchecked: Details = { inputs: one, outputs: none, required: [], optional: [], unchecked: true };

/**
 * The action types that AWS itself offers, `Category/Provider`.
 *
 * Artifact counts: https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-action-artifacts.html
 * Configuration: the provider's page in https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference.html
 */
const awsTypes: Readonly<Record<string, Details>> = {
  "Source/CodeCommit": {
    ...source,
    required: ["RepositoryName", "BranchName"],
    optional: ["PollForSourceChanges", "OutputArtifactFormat"],
  },
  "Source/S3": {
    ...source,
    required: ["S3Bucket", "S3ObjectKey"],
    optional: ["PollForSourceChanges", "AllowOverrideForS3ObjectKey"],
  },
  "Source/ECR": { ...source, required: ["RepositoryName"], optional: ["ImageTag"] },
  "Source/CodeStarSourceConnection": {
    ...source,
    required: ["ConnectionArn", "FullRepositoryId", "BranchName"],
    optional: ["OutputArtifactFormat", "DetectChanges"],
  },
  "Build/CodeBuild": codeBuild,
  "Test/CodeBuild": codeBuild,
  "Build/ECRBuildAndPublish": {
    inputs: one,
    outputs: [0, 1],
    required: ["ECRRepositoryName"],
    optional: ["DockerFilePath", "ImageTags", "RegistryType"],
    v2Only: true,
  },
  "Build/Commands": commands,
  "Compute/Commands": commands,
  "Test/DeviceFarm": {
    inputs: one,
    outputs: none,
    required: ["AppType", "ProjectId", "App", "TestSpec", "DevicePoolArn"],
    optional: ["AppiumVersion", "FuzzEventCount", "FuzzEventThrottle", "Test", "TestType"],
  },
  "Deploy/CloudFormation": {
    inputs: [0, 10],
    outputs: [0, 1],
    required: ["ActionMode", "StackName"],
    optional: [
      "Capabilities",
      "ChangeSetName",
      "OutputFileName",
      "ParameterOverrides",
      "RoleArn",
      "TemplateConfiguration",
      "TemplatePath",
    ],
  },
  "Deploy/CloudFormationStackSet": {
    inputs: [1, 10],
    outputs: [0, 1],
    required: ["StackSetName", "TemplatePath"],
    optional: [
      "AdministrationRoleArn",
      "Capabilities",
      "CallAs",
      "DeploymentTargets",
      "Description",
      "ExecutionRoleName",
      "FailureTolerancePercentage",
      "MaxConcurrentPercentage",
      "ConcurrencyMode",
      "OrganizationsAutoDeployment",
      "Parameters",
      "PermissionModel",
      "RegionConcurrencyType",
      "Regions",
    ],
  },
  "Deploy/CloudFormationStackInstances": {
    inputs: [0, 10],
    outputs: [0, 1],
    required: ["StackSetName", "DeploymentTargets", "Regions"],
    optional: [
      "CallAs",
      "FailureTolerancePercentage",
      "MaxConcurrentPercentage",
      "ConcurrencyMode",
      "ParameterOverrides",
      "RegionConcurrencyType",
    ],
  },
  "Deploy/S3": {
    inputs: one,
    outputs: none,
    required: ["BucketName", "Extract"],
    optional: ["ObjectKey", "KMSEncryptionKeyARN", "CannedACL", "CacheControl"],
  },
  "Deploy/CodeDeploy": {
    inputs: one,
    outputs: none,
    required: ["ApplicationName", "DeploymentGroupName"],
    optional: [],
  },
  "Deploy/CodeDeployToECS": {
    inputs: [1, 5],
    outputs: none,
    required: [
      "ApplicationName",
      "DeploymentGroupName",
      "TaskDefinitionTemplateArtifact",
      "AppSpecTemplateArtifact",
    ],
    optional: [
      "AppSpecTemplatePath",
      "TaskDefinitionTemplatePath",
      ...["1", "2", "3", "4"].flatMap((n) => [`Image${n}ArtifactName`, `Image${n}ContainerName`]),
    ],
  },
  "Deploy/ECS": {
    inputs: one,
    outputs: none,
    required: ["ClusterName", "ServiceName"],
    optional: ["FileName", "DeploymentTimeout"],
  },
  "Deploy/ElasticBeanstalk": {
    inputs: one,
    outputs: none,
    required: ["ApplicationName", "EnvironmentName"],
    optional: [],
  },
  "Deploy/AppConfig": {
    inputs: one,
    outputs: none,
    required: [
      "Application",
      "Environment",
      "ConfigurationProfile",
      "InputArtifactConfigurationPath",
      "DeploymentStrategy",
    ],
    optional: [],
  },
  "Deploy/EC2": { ...deployUnchecked, v2Only: true },
  "Deploy/EKS": { ...deployUnchecked, v2Only: true },
  "Deploy/Lambda": { ...deployUnchecked, v2Only: true },
  "Deploy/ServiceCatalog": deployUnchecked,
  "Approval/Manual": {
    inputs: none,
    outputs: none,
    required: [],
    optional: ["NotificationArn", "CustomData", "ExternalEntityLink"],
  },
  "Invoke/Lambda": {
    inputs: [0, 5],
    outputs: [0, 5],
    required: ["FunctionName"],
    optional: ["UserParameters"],
  },
  "Invoke/StepFunctions": {
    inputs: [0, 1],
    outputs: [0, 1],
    required: ["StateMachineArn"],
    optional: ["ExecutionNamePrefix", "InputType", "Input"],
  },
  "Invoke/InspectorScan": {
    inputs: one,
    outputs: [0, 1],
    required: [],
    optional: [],
    unchecked: true,
    v2Only: true,
  },
  "Invoke/CodePipeline": {
    inputs: none,
    outputs: none,
    required: ["PipelineName"],
    optional: ["SourceRevisions", "Variables"],
    v2Only: true,
  },
};

const gitHub: ActionType = {
  category: "Source",
  owner: "ThirdParty",
  provider: "GitHub",
  version: "1",
  ...source,
  required: ["Owner", "Repo", "Branch", "OAuthToken"],
  optional: ["PollForSourceChanges"],
};

/** Every action type of the sandbox. Custom actions are not offered. */
export function actionTypes(): readonly ActionType[] {
  const ofAws = Object.entries(awsTypes).map(([key, details]) => {
    const [category = "", provider = ""] = key.split("/");
    return { category, owner: "AWS", provider, version: "1", ...details };
  });
  return [...ofAws, gitHub];
}

export function findActionType({ category, owner, provider, version }: ActionTypeId): ActionType | undefined {
  return actionTypes().find(
    (type) =>
      type.category === category &&
      type.owner === owner &&
      type.provider === provider &&
      type.version === version,
  );
}
