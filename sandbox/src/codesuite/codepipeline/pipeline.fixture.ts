import type { ActionDeclaration, PipelineDeclaration, StageDeclaration } from "./declaration.js";

const aws = (category: string, provider: string) => ({ category, owner: "AWS", provider, version: "1" });

export const source: ActionDeclaration = {
  name: "App",
  actionTypeId: aws("Source", "CodeCommit"),
  configuration: { RepositoryName: "shop", BranchName: "main", PollForSourceChanges: "false" },
  outputArtifacts: [{ name: "Source" }],
  namespace: "SourceArtifacts",
};

export const connected: ActionDeclaration = {
  ...source,
  actionTypeId: aws("Source", "CodeStarSourceConnection"),
  configuration: {
    ConnectionArn: "arn:aws:codestar-connections:eu-west-1:111111111111:connection/c-1",
    FullRepositoryId: "acme/shop",
    BranchName: "main",
  },
};

export const build: ActionDeclaration = {
  name: "Build",
  actionTypeId: aws("Build", "CodeBuild"),
  configuration: { ProjectName: "shop-build" },
  inputArtifacts: [{ name: "Source" }],
  outputArtifacts: [{ name: "BuildOutput" }],
};

export const approval: ActionDeclaration = {
  name: "Approve",
  actionTypeId: aws("Approval", "Manual"),
  configuration: { NotificationArn: "arn:aws:sns:eu-west-1:111111111111:approvals" },
  timeoutInMinutes: 60,
};

export const changeSet: ActionDeclaration = {
  name: "CreateChangeSet",
  actionTypeId: aws("Deploy", "CloudFormation"),
  configuration: {
    ActionMode: "CHANGE_SET_REPLACE",
    StackName: "shop-prod-stack",
    ChangeSetName: "shop-prod",
    TemplatePath: "BuildOutput::packagedtemplate.yaml",
    Capabilities: "CAPABILITY_NAMED_IAM,CAPABILITY_AUTO_EXPAND",
    RoleArn: "arn:aws:iam::222222222222:role/Deployer",
  },
  roleArn: "arn:aws:iam::222222222222:role/Formation",
  inputArtifacts: [{ name: "BuildOutput" }],
  runOrder: 1,
};

export const deploy: ActionDeclaration = {
  ...changeSet,
  name: "DeployChangeSet",
  configuration: {
    ActionMode: "CHANGE_SET_EXECUTE",
    StackName: "shop-prod-stack",
    ChangeSetName: "shop-prod",
  },
  inputArtifacts: [],
  runOrder: 2,
};

export const commandsAction: ActionDeclaration = {
  name: "Lint",
  actionTypeId: aws("Compute", "Commands"),
  commands: ["make lint"],
  inputArtifacts: [{ name: "Source" }],
};

export const stage = (name: string, ...actions: ActionDeclaration[]): StageDeclaration => ({ name, actions });

/** Four stages: source, build, approval, and a change set that is made, then executed. */
export const pipeline: PipelineDeclaration = {
  name: "shop-main",
  roleArn: "arn:aws:iam::111111111111:role/pipeline",
  pipelineType: "V2",
  artifactStore: { type: "S3", location: "artifacts" },
  stages: [
    stage("Source", source),
    stage("BuildArtifact", build),
    stage("Approval", approval),
    stage("Deploy", changeSet, deploy),
  ],
};

/** The pipeline with one stage replaced, by position. */
export function withStage(position: number, replacement: StageDeclaration): PipelineDeclaration {
  return { ...pipeline, stages: pipeline.stages.toSpliced(position, 1, replacement) };
}

/** The pipeline with its source from a connection, which triggers need. */
export const connectedPipeline: PipelineDeclaration = withStage(0, stage("Source", connected));
