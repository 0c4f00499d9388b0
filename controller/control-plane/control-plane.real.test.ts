import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  BatchGetBuildsCommand,
  CodeBuildClient,
  ListBuildsForProjectCommand,
} from "@aws-sdk/client-codebuild";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { strToU8, zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Installation as Account, startInstallation } from "../../tests/support/installation.js";
import { run, type Terraform, terraformIn } from "../../toolchain/index.js";
import type { Installation } from "../installation/index.js";
import { renderControlPlane, siteOf, stateStoreAddresses } from "./index.js";
import { installationOf } from "./installation.fixture.js";

/** One control plane for the whole file: the provider waits half a minute for a queue. */
let account: Account;
let installation: Installation;
let folder: string;
let terraform: Terraform;

beforeAll(async () => {
  account = await startInstallation({ controller: { notify: ["team@example.com"], scheduleMinutes: 1440 } });
  installation = installationOf(account.settings);
  await putPackage();
  folder = await mkdtemp(join(tmpdir(), "stagewright-plane-"));
  renderControlPlane({ installation }, folder);
  const { path } = account.toolchain.terraform;
  terraform = terraformIn(path, { cwd: folder, env: account.toolchain.env });
  await terraform.init();
  await terraform.apply();
});

afterAll(async () => {
  await account.close();
  await rm(folder, { recursive: true, force: true });
});

/** In place of the package: a command that says how it was called. */
async function putPackage(): Promise<void> {
  const program = "console.log('called', ...process.argv.slice(2), process.env.STAGEWRIGHT_INSTALLATION);";
  const request = {
    Bucket: account.settings.state.bucket,
    Key: installation.bundle.package.key,
    Body: zipSync({ "dist/stagewright.js": strToU8(program) }),
  };
  await new S3Client({ ...account.client, forcePathStyle: true }).send(new PutObjectCommand(request));
}

const key = { RepoName: "webshop", RepoTag: "main" };

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 150; tries++) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("It did not come in 30 seconds.");
}

async function endedBuild() {
  const client = new CodeBuildClient(account.client);
  const projectName = siteOf(installation).names.reconciler;
  const { ids = [] } = await client.send(new ListBuildsForProjectCommand({ projectName }));
  if (ids.length === 0) return undefined;
  const { builds = [] } = await client.send(new BatchGetBuildsCommand({ ids }));
  return builds.find(({ buildComplete }) => buildComplete);
}

describe("the control plane", () => {
  it("needs nothing more once it is applied", async () => {
    const plan = await terraform.plan();
    const changed = (await plan.json()).resource_changes?.filter(
      ({ change }) => change.actions[0] !== "no-op",
    );
    expect(changed).toEqual([]);
    expect(plan.hasChanges).toBe(false);
  });

  it("marks an item that is put into the table, and starts a build", async () => {
    const documents = DynamoDBDocumentClient.from(new DynamoDBClient(account.client));
    const { table, ledger } = siteOf(installation).names;
    await documents.send(new PutCommand({ TableName: table, Item: key }));
    const record = await until(
      async () => (await documents.send(new GetCommand({ TableName: ledger, Key: key }))).Item,
    );
    expect(record).toMatchObject({ ...key, Asked: 1 });
    const build = await until(endedBuild);
    expect(build.buildStatus).toBe("SUCCEEDED");
  });

  it("has a schedule whose function may do its work", async () => {
    const FunctionName = siteOf(installation).names.schedule;
    const answer = await new LambdaClient(account.client).send(new InvokeCommand({ FunctionName }));
    expect([answer.FunctionError, new TextDecoder().decode(answer.Payload)]).toEqual([undefined, "null"]);
  });

  it("tells people of a run that failed, in words", async () => {
    const TopicArn = (await terraform.output()).failures_topic?.value as string;
    const Endpoint = TopicArn.replace(/^arn:aws:sns:(.*):[^:]+$/, "arn:aws:sqs:$1:people");
    const Policy = JSON.stringify({
      Statement: {
        Effect: "Allow",
        Principal: { Service: "sns.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: Endpoint,
      },
    });
    const sqs = new SQSClient(account.client);
    const made = new CreateQueueCommand({ QueueName: "people", Attributes: { Policy } });
    const { QueueUrl } = await sqs.send(made);
    await new SNSClient(account.client).send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint }));
    const detail = {
      repository: "webshop",
      branch: "main",
      class: "throttled",
      message: "m",
      hint: "h",
      log: "l",
    };
    const Entries = [
      { Source: "stagewright", DetailType: "Pipeline Reconciliation Failed", Detail: JSON.stringify(detail) },
    ];
    await new EventBridgeClient(account.client).send(new PutEventsCommand({ Entries }));
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 10 }));
    expect(JSON.parse(Messages[0]?.Body ?? "{}").Message).toContain(
      "The pipeline of webshop, branch main, does not match its item: throttled.",
    );
  });

  it("is kept from being destroyed until it is unprotected, and leaves what bootstrap made", async () => {
    await expect(terraform.destroy("-target=aws_dynamodb_table.config")).rejects.toThrow(
      /deletion protection/i,
    );
    renderControlPlane({ installation, protect: false }, folder);
    await terraform.apply();
    await run(account.toolchain.terraform.path, ["state", "rm", ...stateStoreAddresses(true)], {
      cwd: folder,
      env: account.toolchain.env,
    });
    await terraform.destroy();
    const left = (await account.inventory()).filter(
      (line) => /_control-|stagewright-(state|locks)/.test(line) && !line.includes("CodeBuild builds"),
    );
    const { bucket, lockTable } = account.settings.state;
    expect(left.map((line) => line.replace(/^.*: /, "")).sort()).toEqual([lockTable, bucket]);
  });
});
