import { CodeCommitClient, CreateCommitCommand, CreateRepositoryCommand } from "@aws-sdk/client-codecommit";
import {
  type ActionDeclaration,
  type CodePipelineClient,
  CreatePipelineCommand,
  GetPipelineExecutionCommand,
  GetPipelineStateCommand,
  ListActionExecutionsCommand,
  type PipelineDeclaration,
  type PipelineExecution,
} from "@aws-sdk/client-codepipeline";
import { CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { vi } from "vitest";
import { asRoot, createServiceRole } from "../../sandbox.fixture.js";
import type { Sandbox } from "../../sandbox.js";

const aws = (category: "Source" | "Build" | "Approval" | "Invoke" | "Deploy" | "Test", provider: string) => ({
  category,
  owner: "AWS" as const,
  provider,
  version: "1",
});

export const repositorySource: ActionDeclaration = {
  name: "App",
  actionTypeId: aws("Source", "CodeCommit"),
  configuration: { RepositoryName: "shop", BranchName: "main", PollForSourceChanges: "false" },
  outputArtifacts: [{ name: "SourceCodeOfShop" }],
  namespace: "App",
};

/** The repository of `repositorySource`, without a branch. */
export async function makeShop(sandbox: Sandbox): Promise<void> {
  const codecommit = new CodeCommitClient(asRoot(sandbox));
  await codecommit.send(new CreateRepositoryCommand({ repositoryName: "shop" }));
}

/** Makes its branch, of these texts. Gives the commit's id. */
export async function push(
  sandbox: Sandbox,
  files: Readonly<Record<string, string>>,
  commitMessage?: string,
): Promise<string> {
  const putFiles = Object.entries(files).map(([filePath, text]) => ({
    filePath,
    fileContent: Buffer.from(text),
  }));
  const commit = { repositoryName: "shop", branchName: "main", commitMessage, putFiles };
  const { commitId = "" } = await new CodeCommitClient(asRoot(sandbox)).send(new CreateCommitCommand(commit));
  return commitId;
}

export const action = (
  category: Parameters<typeof aws>[0],
  provider: string,
  rest: Omit<ActionDeclaration, "actionTypeId">,
): ActionDeclaration => ({ actionTypeId: aws(category, provider), ...rest });

/** What the role of a pipeline with these actions is allowed. */
const pipelineActions = [
  "codecommit:*",
  "codebuild:StartBuild",
  "codebuild:BatchGetBuilds",
  "codeconnections:UseConnection",
  "codestar-connections:UseConnection",
  "s3:*",
  "sns:Publish",
  "kms:*",
  "cloudformation:*",
  "iam:PassRole",
  "lambda:InvokeFunction",
  "lambda:ListFunctions",
];

export interface Ground {
  readonly roleArn: string;
  /** Of the artifacts. */
  readonly bucket: string;
  /** Of the key that encrypts artifacts. */
  readonly keyArn: string;
}

/** A bucket for artifacts, their key, and a pipeline's role. */
export async function makeGround(sandbox: Sandbox, name = "pipeline"): Promise<Ground> {
  await new S3Client({ ...asRoot(sandbox), forcePathStyle: true }).send(
    new CreateBucketCommand({ Bucket: `${name}-artifacts` }),
  );
  const { KeyMetadata } = await new KMSClient(asRoot(sandbox)).send(new CreateKeyCommand());
  const roleArn = await createServiceRole(sandbox, name, "codepipeline.amazonaws.com", pipelineActions);
  return { roleArn, bucket: `${name}-artifacts`, keyArn: KeyMetadata?.Arn ?? "" };
}

export async function addPipeline(
  client: CodePipelineClient,
  name: string,
  { roleArn, keyArn, bucket }: Ground,
  stages: PipelineDeclaration["stages"],
  rest: Partial<PipelineDeclaration> = {},
): Promise<void> {
  const encryptionKey = { id: keyArn, type: "KMS" } as const;
  const artifactStore = { type: "S3", location: bucket, encryptionKey } as const;
  const pipeline = { name, roleArn, pipelineType: "V2", artifactStore, stages, ...rest } as const;
  await client.send(new CreatePipelineCommand({ pipeline }));
}

/** An execution once it is not in progress any more. */
export function ended(
  client: CodePipelineClient,
  pipelineName: string,
  pipelineExecutionId: string,
): Promise<PipelineExecution> {
  return vi.waitUntil(
    async () => {
      const request = { pipelineName, pipelineExecutionId };
      const { pipelineExecution } = await client.send(new GetPipelineExecutionCommand(request));
      return pipelineExecution?.status === "InProgress" ? undefined : pipelineExecution;
    },
    { timeout: 60_000, interval: 100 },
  );
}

/** The token by which the approval that `Release` begins with is answered, once it waits: in this execution, or in whichever. */
export function asked(client: CodePipelineClient, name: string, id?: string): Promise<string> {
  return vi.waitUntil(
    async () => {
      const { stageStates = [] } = await client.send(new GetPipelineStateCommand({ name }));
      const stage = stageStates.find(({ stageName }) => stageName === "Release");
      const isIt = id === undefined || stage?.latestExecution?.pipelineExecutionId === id;
      return isIt ? stage?.actionStates?.[0]?.latestExecution?.token : undefined;
    },
    { timeout: 60_000, interval: 100 },
  );
}

/** The runs of an execution's actions, the oldest first. */
export async function runsIn(client: CodePipelineClient, pipelineName: string, pipelineExecutionId: string) {
  const filter = { pipelineExecutionId };
  const { actionExecutionDetails = [] } = await client.send(
    new ListActionExecutionsCommand({ pipelineName, filter }),
  );
  return actionExecutionDetails.reverse();
}
