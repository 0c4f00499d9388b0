import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  waitUntilStackCreateComplete,
} from "@aws-sdk/client-cloudformation";
import { CodePipelineClient, StartPipelineExecutionCommand } from "@aws-sdk/client-codepipeline";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import {
  CreateBucketCommand,
  type CreateBucketConfiguration,
  GetObjectCommand,
  PutBucketPolicyCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asRoot, createServiceRole } from "../../sandbox.fixture.js";
import { type Sandbox, startSandbox } from "../../sandbox.js";
import {
  action,
  addPipeline,
  ended,
  type Ground,
  makeGround,
  makeShop,
  push,
  repositorySource,
  runsIn,
} from "./executions.fixture.js";

const template = {
  Parameters: { Name: { Type: "String" } },
  Resources: { Orders: { Type: "AWS::SQS::Queue", Properties: { QueueName: { Ref: "Name" } } } },
  Outputs: { QueueName: { Value: { "Fn::GetAtt": ["Orders", "QueueName"] } } },
};
const source = [{ name: "SourceCodeOfShop" }];

let stateDir = "";
let sandbox: Sandbox;
let pipelines: CodePipelineClient;

/** Makes and executes a change set with the stack's role, then deploys the source to a bucket. */
async function makePipeline(name: string, stackName: string, stackRole: string): Promise<void> {
  const ground = await makeGround(sandbox, name);
  const stack = { StackName: stackName, ChangeSetName: "release" };
  const made = {
    ...{ ...stack, ActionMode: "CHANGE_SET_REPLACE", RoleArn: stackRole },
    ...{
      TemplatePath: "SourceCodeOfShop::template.json",
      TemplateConfiguration: "SourceCodeOfShop::parameters.json",
    },
  };
  await addPipeline(pipelines, name, ground, [
    { name: "Source", actions: [repositorySource] },
    {
      name: "Deploy",
      actions: [
        action("Deploy", "CloudFormation", {
          name: "Make",
          runOrder: 1,
          configuration: made,
          inputArtifacts: source,
        }),
        action("Deploy", "CloudFormation", {
          ...{ name: "Execute", runOrder: 2, namespace: "Stack" },
          configuration: { ...stack, ActionMode: "CHANGE_SET_EXECUTE" },
        }),
        action("Deploy", "S3", {
          ...{ name: "Copy", runOrder: 3, inputArtifacts: source },
          configuration: { BucketName: "site", Extract: "true", ObjectKey: "#{Stack.QueueName}" },
        }),
      ],
    },
  ]);
}

async function run(name: string) {
  const { pipelineExecutionId: id = "" } = await pipelines.send(new StartPipelineExecutionCommand({ name }));
  const execution = await ended(pipelines, name, id);
  const runs = new Map((await runsIn(pipelines, name, id)).map((each) => [each.actionName, each]));
  return {
    status: execution.status,
    result: (each: string) => runs.get(each)?.output?.executionResult,
    runs,
  };
}

beforeAll(async () => {
  stateDir = mkdtempSync(join(tmpdir(), "deployments-"));
  sandbox = await startSandbox({ stateDir, codePipeline: { startsItself: false } });
  pipelines = new CodePipelineClient(asRoot(sandbox));
  await makeShop(sandbox);
  await push(sandbox, {
    "template.json": JSON.stringify(template),
    "parameters.json": JSON.stringify({ Parameters: { Name: "orders" }, Tags: { team: "a" } }),
  });
  await new S3Client({ ...asRoot(sandbox), forcePathStyle: true }).send(
    new CreateBucketCommand({ Bucket: "site" }),
  );
});
afterAll(async () => {
  await sandbox?.close();
  rmSync(stateDir, { recursive: true, force: true });
});

describe("a deployment", () => {
  it("makes a stack with the stack's role, gives its outputs on, and copies files", async () => {
    const role = await createServiceRole(sandbox, "formation", "cloudformation.amazonaws.com", ["sqs:*"]);
    await makePipeline("release", "shop", role);
    const { status, runs, result } = await run("release");
    expect([result("Make"), result("Execute"), result("Copy")].map((each) => each?.errorDetails)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(status).toBe("Succeeded");
    expect(runs.get("Execute")?.output?.outputVariables).toEqual({ QueueName: "orders" });
    const { Stacks } = await new CloudFormationClient(asRoot(sandbox)).send(
      new DescribeStacksCommand({ StackName: "shop" }),
    );
    expect(Stacks?.[0]).toMatchObject({
      StackStatus: "CREATE_COMPLETE",
      RoleARN: role,
      Tags: [{ Key: "team", Value: "a" }],
    });
    const s3 = new S3Client({ ...asRoot(sandbox), forcePathStyle: true });
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: "site", Key: "orders/template.json" }));
    expect(JSON.parse((await Body?.transformToString()) ?? "")).toEqual(template);
  });

  it("without changes succeeds, and says so", async () => {
    const { status, result } = await run("release");
    expect(status).toBe("Succeeded");
    expect(result("Make")?.externalExecutionSummary).toBe("The change set contains no changes.");
    expect(result("Execute")?.externalExecutionSummary).toBe("The change set contains no changes.");
  });

  it("fails with the resource that the stack's role may not make", async () => {
    const role = await createServiceRole(sandbox, "nothing", "cloudformation.amazonaws.com", ["sns:*"]);
    await makePipeline("denied", "other", role);
    const { status, result } = await run("denied");
    expect(status).toBe("Failed");
    expect(result("Execute")?.errorDetails?.message).toMatch(
      /^The stack other is ROLLBACK_COMPLETE: Orders: .*sqs:CreateQueue/s,
    );
  });
});

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html (ActionMode) */
describe("a stack's action", () => {
  async function makeMode(
    name: string,
    RoleArn: string,
    configuration: Record<string, string>,
  ): Promise<void> {
    const common = { StackName: "modes", RoleArn, ...configuration };
    const deploy = action("Deploy", "CloudFormation", {
      ...{ name: "Deploy", namespace: "Stack", inputArtifacts: source, configuration: common },
    });
    await addPipeline(pipelines, name, ground, [
      { name: "Source", actions: [repositorySource] },
      { name: "Deploy", actions: [deploy] },
    ]);
  }

  const templated = {
    TemplatePath: "SourceCodeOfShop::template.json",
    ParameterOverrides: JSON.stringify({ Name: "modes" }),
  };
  let ground: Ground;

  beforeAll(async () => {
    ground = await makeGround(sandbox, "modes");
    const able = await createServiceRole(sandbox, "able", "cloudformation.amazonaws.com", ["sqs:*"]);
    const unable = await createServiceRole(sandbox, "unable", "cloudformation.amazonaws.com", ["sns:*"]);
    await makeMode("creates-unable", unable, { ...templated, ActionMode: "CREATE_UPDATE" });
    await makeMode("creates", able, { ...templated, ActionMode: "CREATE_UPDATE" });
    await makeMode("replaces", able, { ...templated, ActionMode: "REPLACE_ON_FAILURE" });
    await makeMode("deletes", able, { ActionMode: "DELETE_ONLY" });
  });

  it("of a stack that could not be made is refused by CREATE_UPDATE, and made anew by REPLACE_ON_FAILURE", async () => {
    expect((await run("creates-unable")).status).toBe("Failed");
    const refused = await run("creates");
    expect(refused.result("Deploy")?.errorDetails?.message).toMatch(/ROLLBACK_COMPLETE.*can ?not be updated/);
    const { status, runs } = await run("replaces");
    expect(status).toBe("Succeeded");
    expect(runs.get("Deploy")?.output?.outputVariables).toEqual({ QueueName: "modes" });
  });

  it.each(["CREATE_UPDATE", "REPLACE_ON_FAILURE"])(
    "succeeds by %s without changes, and says so",
    async (mode) => {
      const { status, result } = await run(mode === "CREATE_UPDATE" ? "creates" : "replaces");
      expect(status).toBe("Succeeded");
      expect(result("Deploy")?.externalExecutionSummary).toMatch(/no updates are to be performed/);
    },
  );

  it("deletes the stack by DELETE_ONLY, and is content when there is none", async () => {
    for (const summary of ["Stack deleted.", "There is no such stack."]) {
      const { status, result } = await run("deletes");
      expect([status, result("Deploy")?.externalExecutionSummary]).toEqual(["Succeeded", summary]);
    }
  });
});

/** …/userguide/actions-create-cross-region.html and …/userguide/pipelines-create-cross-account.html */
describe("a deployment to another account and region", () => {
  const elsewhere = { account: "222222222222", region: "eu-west-1" };
  const copy = "arn:aws:s3:::far-eu-west-1";

  const document = (...Statement: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
  const allow = (Action: readonly string[], Resource = "*") => ({ Effect: "Allow", Action, Resource });

  async function makeRole(RoleName: string, Principal: object, ...statements: readonly object[]) {
    const iam = new IAMClient(asRoot(sandbox, elsewhere.account));
    const trust = document({ Effect: "Allow", Principal, Action: "sts:AssumeRole" });
    const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust }));
    await grant(RoleName, ...statements);
    return Role?.Arn ?? "";
  }

  const grant = (RoleName: string, ...statements: readonly object[]) =>
    new IAMClient(asRoot(sandbox, elsewhere.account)).send(
      new PutRolePolicyCommand({ RoleName, PolicyName: "allowed", PolicyDocument: document(...statements) }),
    );

  /** A bucket and a key of one region, both open to the other account. */
  async function makeStore(region: string) {
    const s3 = new S3Client({ ...asRoot(sandbox), region, forcePathStyle: true });
    const Bucket = `far-${region}`;
    const CreateBucketConfiguration = { LocationConstraint: region } as CreateBucketConfiguration;
    await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
    const roots = [sandbox.accountId, elsewhere.account].map((account) => `arn:aws:iam::${account}:root`);
    const both = { Effect: "Allow", Principal: { AWS: roots } };
    const objects = { ...both, Action: "s3:GetObject", Resource: `arn:aws:s3:::${Bucket}/*` };
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: document(objects) }));
    const Policy = document({ ...both, Action: "kms:*", Resource: "*" });
    const kms = new KMSClient({ ...asRoot(sandbox), region });
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Policy }));
    const encryptionKey = { id: KeyMetadata?.Arn ?? "", type: "KMS" } as const;
    return { type: "S3", location: Bucket, encryptionKey } as const;
  }

  const cloudformation = allow(["cloudformation:*", "iam:PassRole"]);
  const ofOurs = { Condition: { StringEquals: { "aws:ResourceAccount": "111111111111" } } };
  const packages = { ...allow(["s3:GetObject"], `${copy}/*`), ...ofOurs };
  const keys = allow(["kms:Decrypt"]);

  beforeAll(async () => {
    const roleArn = await createServiceRole(sandbox, "far", "codepipeline.amazonaws.com", [
      ...["codecommit:*", "s3:*", "kms:*", "sts:AssumeRole"],
    ]);
    const deployer = await makeRole("maker", { Service: "cloudformation.amazonaws.com" }, allow(["sqs:*"]));
    const formation = await makeRole("formation", { AWS: roleArn }, cloudformation, packages);
    const stores = {
      [sandbox.region]: await makeStore(sandbox.region),
      "eu-west-1": await makeStore("eu-west-1"),
    };
    const ParameterOverrides = JSON.stringify({ Name: "far" });
    const configuration = {
      ...{ StackName: "far", RoleArn: deployer, ActionMode: "CREATE_UPDATE", ParameterOverrides },
      TemplatePath: "SourceCodeOfShop::template.json",
    };
    const deploy = action("Deploy", "CloudFormation", {
      ...{
        name: "Deploy",
        roleArn: formation,
        region: elsewhere.region,
        inputArtifacts: source,
        configuration,
      },
    });
    const stages = [
      { name: "Source", actions: [repositorySource] },
      { name: "Deploy", actions: [deploy] },
    ];
    const rest = { artifactStore: undefined, artifactStores: stores };
    await addPipeline(pipelines, "far", { roleArn, bucket: "", keyArn: "" }, stages, rest);
  });

  it("fails where the action's role may not decrypt the copy of the artifact in its region", async () => {
    const { status, result } = await run("far");
    expect(status).toBe("Failed");
    expect(result("Deploy")?.errorDetails).toMatchObject({
      code: "PermissionError",
      message: expect.stringMatching(/role cannot read s3:\/\/far-eu-west-1\/far\/SourceCode\/.*kms:Decrypt/),
    });
  });

  it("makes the stack there, of a copy that lies under that region's key", async () => {
    await grant("formation", cloudformation, packages, keys);
    const { status, result, runs } = await run("far");
    expect(result("Deploy")?.errorDetails).toBeUndefined();
    expect(status).toBe("Succeeded");
    const stacks = new CloudFormationClient({
      ...asRoot(sandbox, elsewhere.account),
      region: elsewhere.region,
    });
    const { Stacks } = await stacks.send(new DescribeStacksCommand({ StackName: "far" }));
    expect(Stacks?.[0]?.StackId).toMatch(/^arn:aws:cloudformation:eu-west-1:222222222222:stack\/far\//);
    const s3 = new S3Client({ ...asRoot(sandbox), region: elsewhere.region, forcePathStyle: true });
    const { key: Key } = runs.get("App")?.output?.outputArtifacts?.[0]?.s3location ?? {};
    const { SSEKMSKeyId } = await s3.send(new GetObjectCommand({ Bucket: "far-eu-west-1", Key }));
    expect(SSEKMSKeyId).toMatch(/^arn:aws:kms:eu-west-1:/);
  });
});

describe("an API of a template", () => {
  const rest = { Ref: "Rest" };
  const http = { Ref: "Http" };
  const resources = (endpoint: string) => ({
    Rest: { Type: "AWS::ApiGateway::RestApi", Properties: { Name: "rest" } },
    Method: {
      Type: "AWS::ApiGateway::Method",
      Properties: {
        ...{ RestApiId: rest, ResourceId: { "Fn::GetAtt": ["Rest", "RootResourceId"] } },
        ...{ HttpMethod: "GET", AuthorizationType: "NONE", MethodResponses: [{ StatusCode: "200" }] },
        Integration: {
          Type: "MOCK",
          RequestTemplates: { "application/json": '{"statusCode": 200}' },
          IntegrationResponses: [{ StatusCode: "200", ResponseTemplates: { "application/json": '"hello"' } }],
        },
      },
    },
    Deployment: {
      Type: "AWS::ApiGateway::Deployment",
      DependsOn: "Method",
      Properties: { RestApiId: rest, StageName: "live" },
    },
    Http: { Type: "AWS::ApiGatewayV2::Api", Properties: { Name: "http", ProtocolType: "HTTP" } },
    Integration: {
      Type: "AWS::ApiGatewayV2::Integration",
      Properties: {
        ...{ ApiId: http, IntegrationType: "HTTP_PROXY", IntegrationMethod: "GET" },
        ...{ PayloadFormatVersion: "1.0" },
        IntegrationUri: { "Fn::Sub": `${endpoint}/_aws/execute-api/\${Rest}/live/` },
      },
    },
    Route: {
      Type: "AWS::ApiGatewayV2::Route",
      Properties: {
        ...{ ApiId: http, RouteKey: "GET /" },
        Target: { "Fn::Sub": "integrations/${Integration}" },
      },
    },
    Stage: {
      Type: "AWS::ApiGatewayV2::Stage",
      Properties: { ApiId: http, StageName: "live", AutoDeploy: true },
    },
  });

  it("answers whoever asks, REST or HTTP, also in another account than the first", async () => {
    const formation = new CloudFormationClient(asRoot(sandbox, "333333333333"));
    const StackName = "apis";
    const Outputs = { Rest: { Value: rest }, Http: { Value: http } };
    const TemplateBody = JSON.stringify({ Resources: resources(sandbox.url), Outputs });
    await formation.send(new CreateStackCommand({ StackName, TemplateBody }));
    await waitUntilStackCreateComplete({ client: formation, maxWaitTime: 60, minDelay: 1 }, { StackName });
    const { Stacks } = await formation.send(new DescribeStacksCommand({ StackName }));
    for (const { OutputKey, OutputValue } of Stacks?.[0]?.Outputs ?? []) {
      const answer = await fetch(`${sandbox.url}/_aws/execute-api/${OutputValue}/live/`);
      expect([OutputKey, answer.status, await answer.text()]).toEqual([OutputKey, 200, '"hello"']);
    }
    expect(Stacks?.[0]?.Outputs).toHaveLength(2);
  });
});
