import {
  CloudFormationClient,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  waitUntilStackDeleteComplete,
} from "@aws-sdk/client-cloudformation";
import { CodeCommitClient, CreateCommitCommand, CreateRepositoryCommand } from "@aws-sdk/client-codecommit";
import {
  ApprovalAlreadyCompletedException,
  CodePipelineClient,
  GetPipelineExecutionCommand,
  GetPipelineStateCommand,
  ListActionExecutionsCommand,
  PutApprovalResultCommand,
  StartPipelineExecutionCommand,
} from "@aws-sdk/client-codepipeline";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { vi } from "vitest";
import type { TestInstallation, Work } from "../../testing/installation/installation.js";
import { makeTargetRoles } from "../../testing/installation/target-roles.js";
import { environment, itemWith, test } from "../../testing/items/items.js";
import { asTargetRole } from "../accounts/target-roles.js";
import { central } from "./subject.js";

/** Where the lived pipeline deploys to: its staging, and its production. */
export const targets = ["222222222222", "333333333333"] as const;

/** Who looks at what waits for an approval. */
const viewer = `arn:aws:iam::${central}:role/viewer`;
export const livedAccounts = { repositories: ["webshop"], viewers: [viewer] };

/** Scripts of the repositories find the AWS SDK below this folder. */
const EnvironmentVariables = { CLIENTS: process.cwd() };
const tests = { Smoke: test({ EnvironmentVariables }) };
const Capabilities = ["CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"];

export const livedItem = itemWith(
  {
    Staging: environment({ AwsAccountId: targets[0], Tests: tests, Capabilities }),
    Production: environment({
      ...{ AwsAccountId: targets[1], ManualApproval: "lead@example.com", Tests: tests, Capabilities },
    }),
  },
  { EnvironmentVariables },
);

/** A table of the serverless transform, a function whose code is a package, and a stack within the stack. */
const template = (packages: string) => ({
  Transform: "AWS::Serverless-2016-10-31",
  Resources: {
    Orders: { Type: "AWS::Serverless::SimpleTable" },
    Handler: {
      Type: "AWS::Lambda::Function",
      Properties: {
        ...{ Handler: "index.handler", Runtime: "nodejs20.x" },
        Role: { "Fn::Sub": "arn:aws:iam::${AWS::AccountId}:role/stagewright-application" },
        Code: { S3Bucket: packages, S3Key: "packages/code.zip" },
      },
    },
    Inner: {
      Type: "AWS::CloudFormation::Stack",
      Properties: { TemplateURL: `https://s3.amazonaws.com/${packages}/packages/inner.json` },
    },
  },
});

const inner = { Resources: { Topic: { Type: "AWS::SNS::Topic" } } };

/** Puts the packages, as `aws cloudformation package` does; the code's archive is made of the source's own. */
const packaging = `
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
const clients = createRequire(process.env.CLIENTS + "/package.json");
const { PutObjectCommand, S3Client } = clients("@aws-sdk/client-s3");
const { strToU8, zipSync } = clients("fflate");
const s3 = new S3Client({ forcePathStyle: true });
const put = (Key, Body) => s3.send(new PutObjectCommand({ Bucket: process.env.ARTIFACT_BUCKET, Key, Body }));
await put("packages/code.zip", zipSync({ "index.js": strToU8("exports.handler = async () => {};") }));
await put("packages/inner.json", readFileSync("inner.json"));
`;

/** Takes the account's test role, as the buildspec of tests is told to, and looks at the stack. */
const smoke = `
import { createRequire } from "node:module";
const clients = createRequire(process.env.CLIENTS + "/package.json");
const { AssumeRoleCommand, STSClient } = clients("@aws-sdk/client-sts");
const { CloudFormationClient, DescribeStacksCommand, ListStackResourcesCommand } = clients("@aws-sdk/client-cloudformation");
const RoleArn = process.env.CHILD_ACCOUNT_ROLE_ARN;
const { Credentials: made } = await new STSClient({}).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "smoke" }));
const credentials = { accessKeyId: made.AccessKeyId, secretAccessKey: made.SecretAccessKey, sessionToken: made.SessionToken };
const cloudformation = new CloudFormationClient({ credentials });
const stack = { StackName: process.env.STACK_NAME };
await cloudformation.send(new DescribeStacksCommand(stack));
await cloudformation.send(new ListStackResourcesCommand(stack));
`;

const junit = `<testsuite name="unit"><testcase classname="shop" name="sells" time="0.1"/></testsuite>`;
const buildspecOf = (script: string, artifacts?: readonly string[]) =>
  JSON.stringify({
    version: 0.2,
    phases: { build: { commands: [`node ${script}`, `echo '${junit}' > junit.xml`] } },
    reports: { junit: { files: ["junit.xml"] } },
    ...(artifacts && { artifacts: { files: artifacts } }),
  });

/** A pipeline that was applied, with all that it works with, and whoever lives with it. */
export class LivedPipeline {
  readonly #installation: TestInstallation;
  readonly #pipelines: CodePipelineClient;
  readonly name: string;

  constructor(installation: TestInstallation, work: Work) {
    this.#installation = installation;
    this.name = work.pipeline.name;
    this.#pipelines = new CodePipelineClient(installation.client);
  }

  /** The target accounts' roles, the viewer, the repositories, and a first push. */
  async prepare(): Promise<void> {
    for (const account of targets) await this.#prepareAccount(account);
    await this.#makeRole(central, "viewer", trusting({ AWS: central }), allowing("sts:AssumeRole"));
    const packages = `${this.name}-${central}`;
    await this.#push("webshop", {
      "buildspec.yml": buildspecOf("package.mjs", ["packagedtemplate.yaml"]),
      "package.mjs": packaging,
      "inner.json": JSON.stringify(inner),
      "packagedtemplate.yaml": JSON.stringify(template(packages)),
    });
    await this.#push("webshop-tests", { "buildspec.yml": buildspecOf("smoke.mjs"), "smoke.mjs": smoke });
  }

  /** Runs it from its sources to its end, approved by who has looked; gives its status, and why it failed. */
  async run(): Promise<{ readonly status: string; readonly failures: readonly string[] }> {
    const started = await this.#pipelines.send(new StartPipelineExecutionCommand({ name: this.name }));
    const pipelineExecutionId = started.pipelineExecutionId ?? "";
    const token = await this.#askedOrEnded(pipelineExecutionId);
    if (token !== undefined) {
      const unseen = await this.#look().then(
        () => undefined,
        (error: unknown) => String(error),
      );
      await this.#answer(token, unseen);
    }
    const status = await vi.waitUntil(() => this.#endOf(pipelineExecutionId), patience);
    const request = { pipelineName: this.name, filter: { pipelineExecutionId } };
    const { actionExecutionDetails = [] } = await this.#pipelines.send(
      new ListActionExecutionsCommand(request),
    );
    const failed = actionExecutionDetails.filter((each) => each.status === "Failed");
    const failures = failed.map(
      ({ actionName, output }) => `${actionName}: ${output?.executionResult?.errorDetails?.message}`,
    );
    return { status, failures };
  }

  /** So that the next run makes them anew. */
  async removeStacks(): Promise<void> {
    const { sandbox, client } = this.#installation;
    for (const [index, environmentName] of ["staging", "production"].entries()) {
      const credentials = sandbox.access.root(targets[index] ?? "");
      const cloudformation = new CloudFormationClient({ ...client, credentials });
      const StackName = `${this.name}-${environmentName}-stack`;
      await cloudformation.send(new DeleteStackCommand({ StackName }));
      await waitUntilStackDeleteComplete(
        { client: cloudformation, maxWaitTime: 60, minDelay: 1, maxDelay: 1 },
        { StackName },
      );
    }
  }

  async #endOf(pipelineExecutionId: string): Promise<string | undefined> {
    const request = { pipelineName: this.name, pipelineExecutionId };
    const { pipelineExecution } = await this.#pipelines.send(new GetPipelineExecutionCommand(request));
    return pipelineExecution?.status === "InProgress" ? undefined : pipelineExecution?.status;
  }

  async #askedOrEnded(id: string): Promise<string | undefined> {
    let token: string | undefined;
    await vi.waitUntil(async () => {
      const { stageStates = [] } = await this.#pipelines.send(
        new GetPipelineStateCommand({ name: this.name }),
      );
      const actions = stageStates.flatMap(({ actionStates = [] }) => actionStates);
      token = actions.find(({ latestExecution }) => latestExecution?.token)?.latestExecution?.token;
      return token !== undefined || (await this.#endOf(id)) !== undefined;
    }, patience);
    return token;
  }

  /** Nobody approves what they could not look at. An action that failed meanwhile takes no answer: the run's end tells. */
  async #answer(token: string, unseen: string | undefined): Promise<void> {
    const answer = { stageName: "BuildAndDeployToProduction", actionName: "ProductionApproval", token };
    const result = {
      status: unseen ? "Rejected" : "Approved",
      summary: unseen?.slice(0, 500) ?? "seen",
    } as const;
    await this.#pipelines
      .send(new PutApprovalResultCommand({ pipelineName: this.name, ...answer, result }))
      .catch((error: unknown) => {
        if (!(error instanceof ApprovalAlreadyCompletedException)) throw error;
      });
  }

  /** What `docs/accounts.md` says that approvers do: look at the change set, with the view role. */
  async #look(): Promise<void> {
    const { sandbox, client } = this.#installation;
    const taken = { account: targets[1], role: "ChildAccountViewRole" };
    const cloudformation = new CloudFormationClient(await asTargetRole({ sandbox, client }, viewer, taken));
    const StackName = `${this.name}-production-stack`;
    const change = { StackName, ChangeSetName: `${this.name}-production` };
    await cloudformation.send(new DescribeChangeSetCommand(change));
    await cloudformation.send(new GetTemplateCommand(change));
    await cloudformation.send(new DescribeStacksCommand({ StackName }));
    await cloudformation.send(new DescribeStackEventsCommand({ StackName }));
  }

  async #prepareAccount(account: string): Promise<void> {
    await makeTargetRoles(this.#installation, account);
    const ofLambda = trusting({ Service: "lambda.amazonaws.com" });
    await this.#makeRole(account, "stagewright-application", ofLambda, allowing("logs:PutLogEvents"));
  }

  async #makeRole(account: string, RoleName: string, trust: object, policy: object): Promise<void> {
    const { sandbox, client } = this.#installation;
    const iam = new IAMClient({ ...client, credentials: sandbox.access.root(account) });
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) }));
    const PolicyDocument = JSON.stringify(policy);
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "allowed", PolicyDocument }));
  }

  async #push(repositoryName: string, files: Readonly<Record<string, string>>): Promise<void> {
    const codecommit = new CodeCommitClient(this.#installation.client);
    await codecommit.send(new CreateRepositoryCommand({ repositoryName }));
    const putFiles = Object.entries(files).map(([filePath, text]) => ({
      filePath,
      fileContent: Buffer.from(text),
    }));
    await codecommit.send(new CreateCommitCommand({ repositoryName, branchName: "main", putFiles }));
  }
}

const patience = { timeout: 120_000, interval: 200 };

const allowing = (action: string) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: action, Resource: "*" }],
});

const trusting = (Principal: object) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal, Action: "sts:AssumeRole" }],
});
