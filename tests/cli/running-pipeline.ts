import { CodeBuildClient, CreateProjectCommand } from "@aws-sdk/client-codebuild";
import { CodeCommitClient, CreateCommitCommand, CreateRepositoryCommand } from "@aws-sdk/client-codecommit";
import { CodePipelineClient, CreatePipelineCommand } from "@aws-sdk/client-codepipeline";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateBucketCommand, PutBucketPolicyCommand, S3Client } from "@aws-sdk/client-s3";
import type { Pipeline } from "../../compiler/index.js";
import { given } from "../../compiler/kinds/index.js";
import type { TestInstallation } from "../../testing/installation/installation.js";
import { makeTargetRoles } from "../../testing/installation/target-roles.js";
import { modelOf } from "../../testing/items/compile.js";
import { environment, itemWith } from "../../testing/items/items.js";
import { declarationOf } from "../../testing/stack/declaration.js";

export const targetAccount = "222222222222";

/** Two environments in one account; the second asks. */
export const runningItem = itemWith({
  Staging: environment({ AwsAccountId: targetAccount }),
  Prod: environment({ AwsAccountId: targetAccount, ManualApproval: true }),
});

/** What a commit of the application holds: the script of its build, and its template. */
export interface Revision {
  readonly message: string;
  /** Of a shell. */
  readonly build?: string;
  readonly resources?: object;
}

export interface RunningPipeline {
  readonly pipeline: Pipeline;
  readonly client: CodePipelineClient;
  /** Commits to the application's branch. Gives the commit's id. */
  push(revision: Revision): Promise<string>;
}

/** The compiled pipeline with all that it needs to run, made by the services' own calls: a provider takes longer to start. */
export async function makeRunningPipeline(installation: TestInstallation): Promise<RunningPipeline> {
  const { client: root, settings } = installation;
  const pipeline = modelOf(runningItem, settings);
  const bucket = `${pipeline.name}-${installation.sandbox.accountId}`;
  await makeArtifactBucket(installation, bucket);
  await makeTargetRoles(installation, targetAccount);
  await makeServiceRole(installation, pipeline.roles.pipeline, "codepipeline.amazonaws.com");
  const build = given(pipeline.build, "the build");
  const serviceRole = await makeServiceRole(installation, pipeline.roles.build, "codebuild.amazonaws.com");
  await new CodeBuildClient(root).send(
    new CreateProjectCommand({
      ...{ name: build.name, serviceRole, artifacts: { type: "CODEPIPELINE" } },
      source: { type: "CODEPIPELINE", buildspec: build.job.buildspec },
      environment: {
        ...{ type: "LINUX_CONTAINER", computeType: "BUILD_GENERAL1_SMALL" },
        image: "aws/codebuild/standard:7.0",
      },
    }),
  );
  const codecommit = new CodeCommitClient(root);
  await codecommit.send(new CreateRepositoryCommand({ repositoryName: pipeline.repository }));
  const client = new CodePipelineClient(root);
  const place = { partition: "aws", region: settings.region, account: installation.sandbox.accountId };
  const declaration = declarationOf(pipeline, place, bucket);
  let parentCommitId: string | undefined;
  const push = async (revision: Revision) => {
    const { commitId = "" } = await codecommit.send(commitOf(revision, pipeline, parentCommitId));
    parentCommitId = commitId;
    return commitId;
  };
  await push({ message: "The shop sells" });
  await client.send(new CreatePipelineCommand({ pipeline: declaration }));
  return { pipeline, client, push };
}

const queue = { Type: "AWS::SQS::Queue" };
const bytes = (text: string) => new TextEncoder().encode(text);

const buildspec = `version: 0.2
phases:
  build:
    commands:
      - sh build.sh
artifacts:
  files: [packagedtemplate.yaml]
`;

function commitOf(
  { message, build = "echo built", resources = { Orders: queue } }: Revision,
  { repository, branch }: Pipeline,
  parentCommitId: string | undefined,
) {
  const files = {
    "buildspec.yml": buildspec,
    "build.sh": `# ${message}\n${build}\n`,
    "packagedtemplate.yaml": JSON.stringify({ Resources: resources }),
    "message.txt": message,
  };
  return new CreateCommitCommand({
    ...{ repositoryName: repository, branchName: branch, commitMessage: message, authorName: "Ann" },
    ...(parentCommitId !== undefined && { parentCommitId }),
    putFiles: Object.entries(files).map(([filePath, text]) => ({ filePath, fileContent: bytes(text) })),
  });
}

async function makeArtifactBucket({ client, sandbox }: TestInstallation, Bucket: string): Promise<void> {
  const s3 = new S3Client({ ...client, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket }));
  const Principal = { AWS: `arn:aws:iam::${targetAccount}:root` };
  const Resource = [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`];
  const Action = ["s3:GetObject", "s3:GetObjectVersion", "s3:GetBucketVersioning"];
  const Policy = document({ Effect: "Allow", Principal, Action, Resource });
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy, ExpectedBucketOwner: sandbox.accountId }));
}

/** What pipelines' own policies allow is shown elsewhere; here people's are. */
async function makeServiceRole({ client, settings }: TestInstallation, RoleName: string, Service: string) {
  const iam = new IAMClient(client);
  const trust = document({ Effect: "Allow", Principal: { Service }, Action: "sts:AssumeRole" });
  const Tags = [{ Key: "stagewright:repository", Value: "webshop" }];
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust, Tags }));
  const Action = ["codecommit:*", "codebuild:*", "logs:*", "s3:*", "sts:AssumeRole"];
  const PolicyDocument = document({ Effect: "Allow", Action, Resource: "*" });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "allowed", PolicyDocument }));
  return `arn:aws:iam::${settings.centralAccount}:role/${RoleName}`;
}

function document(statement: object): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}
