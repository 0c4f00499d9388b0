import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudFormationClient, CreateStackCommand } from "@aws-sdk/client-cloudformation";
import { CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { CreateFunctionCommand, InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testAccount, testRegion } from "../test-account.fixture.js";
import { as, handler } from "./emulator.fixture.js";
import { type Emulator, startEmulator } from "./emulator.js";
import { createStack, makeRole, makeUser, type Statement } from "./formation.fixture.js";
import { installEmulator } from "./packages.js";

/** Packages lie in the one account, stacks in the other. */
const target = "222222222222";
const packages = "arn:aws:s3:::central";
let dir = "";
let emulator: Emulator;
let formation: CloudFormationClient;

const allowing = (Principal: object, Action: string, Resource: string) => ({
  Effect: "Allow",
  Principal,
  Action,
  Resource,
});
const policy = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const root = (account: string) => ({ AWS: `arn:aws:iam::${account}:root` });

const inner = JSON.stringify({ Resources: { Jobs: { Type: "AWS::SQS::Queue" } } });

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "reading-"));
  const installed = await installEmulator();
  emulator = await startEmulator({
    packages: installed,
    stateDir: dir,
    accountId: testAccount,
    region: testRegion,
  });
  formation = new CloudFormationClient(as(emulator, target));
  const KeyPolicy = policy(
    allowing(root(testAccount), "kms:*", "*"),
    allowing(root(target), "kms:Decrypt", "*"),
  );
  const { KeyMetadata } = await new KMSClient(as(emulator)).send(new CreateKeyCommand({ Policy: KeyPolicy }));
  const s3 = new S3Client(as(emulator));
  const rule = { SSEAlgorithm: "aws:kms" as const, KMSMasterKeyID: KeyMetadata?.Arn };
  const ServerSideEncryptionConfiguration = { Rules: [{ ApplyServerSideEncryptionByDefault: rule }] };
  for (const Bucket of ["central", "closed"]) {
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration }));
    await s3.send(new PutObjectCommand({ Bucket, Key: "code.zip", Body: handler("return 'arrived'") }));
    await s3.send(new PutObjectCommand({ Bucket, Key: "inner.json", Body: inner }));
  }
  const Policy = policy(allowing(root(target), "s3:GetObject", `${packages}/*`));
  await s3.send(new PutBucketPolicyCommand({ Bucket: "central", Policy }));
  await makeRole(emulator, "function", "lambda.amazonaws.com", [], target);
});
afterAll(async () => {
  await emulator?.close();
  rmSync(dir, { recursive: true, force: true });
});

const functionRole = `arn:aws:iam::${target}:role/function`;
const read: Statement = { Action: "s3:GetObject", Resource: "arn:aws:s3:::*" };
const decrypt: Statement = { Action: "kms:Decrypt", Resource: `arn:aws:kms:*:${testAccount}:key/*` };
const services: Statement = { Action: ["lambda:*", "sqs:*", "cloudformation:*"], Resource: "*" };
const pass: Statement = { Action: "iam:PassRole", Resource: functionRole };

const role = (name: string, statements: readonly Statement[]) =>
  makeRole(emulator, name, "cloudformation.amazonaws.com", [services, pass, ...statements], target);

const withCode = (FunctionName: string, S3Bucket = "central") =>
  JSON.stringify({
    Resources: {
      Handler: {
        Type: "AWS::Lambda::Function",
        Properties: {
          FunctionName,
          Role: functionRole,
          Code: { S3Bucket, S3Key: "code.zip" },
          Handler: "index.handler",
          Runtime: "nodejs20.x",
        },
      },
    },
  });

const nesting = (host: string) =>
  JSON.stringify({
    Resources: { Inner: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL: host } } },
  });
const path = `https://s3.${testRegion}.amazonaws.com/central/inner.json`;

describe("code in a bucket of another account", () => {
  it("arrives where the role may read and decrypt it", async () => {
    const RoleARN = await role("reads", [read, decrypt]);
    const made = await createStack(formation, {
      StackName: "arrives",
      TemplateBody: withCode("arrives"),
      RoleARN,
    });
    expect(made).toEqual({ status: "CREATE_COMPLETE", failures: [] });
    const lambda = new LambdaClient(as(emulator, target));
    const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: "arrives" }));
    expect(Buffer.from(Payload ?? []).toString()).toBe('"arrived"');
  });

  it.each([
    ["the role may not read", [decrypt], "central"],
    ["the role may not decrypt", [read], "central"],
    ["the bucket lets nobody in", [read, decrypt], "closed"],
  ])("fails where %s", async (title, statements, bucket) => {
    const name = title.replaceAll(" ", "-");
    const RoleARN = await role(name, statements);
    const TemplateBody = withCode(name, bucket);
    const made = await createStack(formation, { StackName: name, TemplateBody, RoleARN });
    expect(made.status).toBe("ROLLBACK_COMPLETE");
    expect(made.failures[0]).toContain("S3 Error Code: AccessDenied");
  });

  it("is read by who makes a function without a stack", async () => {
    const make = async (name: string, statements: readonly Statement[]) => {
      const client = await makeUser(emulator, name, [services, pass, ...statements], target);
      const code = { S3Bucket: "central", S3Key: "code.zip" };
      const more = { Role: functionRole, Handler: "index.handler", Runtime: "nodejs20.x" as const };
      return new LambdaClient(client).send(
        new CreateFunctionCommand({ FunctionName: name, Code: code, ...more }),
      );
    };
    await expect(make("by-hand-0", [read])).rejects.toThrow("kms:Decrypt");
    await expect(make("by-hand-1", [decrypt])).rejects.toThrow("s3:GetObject");
    expect((await make("by-hand-2", [read, decrypt])).CodeSize).toBeGreaterThan(0);
  });
});

describe("a template in a bucket of another account", () => {
  it("is read by who calls, not by the role", async () => {
    const RoleARN = await role("no-reader", []);
    const make = async (name: string, statements: readonly Statement[]) => {
      const passing = { Action: "iam:PassRole", Resource: RoleARN };
      const user = await makeUser(emulator, name, [services, passing, ...statements], target);
      const client = new CloudFormationClient(user);
      return client.send(new CreateStackCommand({ StackName: name, TemplateURL: path, RoleARN }));
    };
    await expect(make("no-template", [])).rejects.toThrow("S3 error: Access Denied");
    await make("template", [read, decrypt]);
  });

  it("is read by the role, if it is nested", async () => {
    const without = await role("nests-not", []);
    const refused = await createStack(formation, {
      StackName: "nests-not",
      TemplateBody: nesting(path),
      RoleARN: without,
    });
    expect(refused.status).toBe("ROLLBACK_COMPLETE");
    expect(refused.failures[0]).toContain("Inner: S3 error: Access Denied");
    const RoleARN = await role("nests", [read, decrypt]);
    const made = await createStack(formation, { StackName: "nests", TemplateBody: nesting(path), RoleARN });
    expect(made).toEqual({ status: "CREATE_COMPLETE", failures: [] });
  });

  it("may be named by the bucket's own host", async () => {
    const url = `https://central.s3.${testRegion}.amazonaws.com/inner.json`;
    const RoleARN = `arn:aws:iam::${target}:role/nests`;
    const made = await createStack(formation, { StackName: "host", TemplateBody: nesting(url), RoleARN });
    expect(made).toEqual({ status: "CREATE_COMPLETE", failures: [] });
  });
});
