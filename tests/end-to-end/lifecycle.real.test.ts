import { CodeStarConnectionsClient, CreateConnectionCommand } from "@aws-sdk/client-codestar-connections";
import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { CreateTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  startInstallation,
  type TestInstallation,
  type Work,
} from "../../testing/installation/installation.js";
import { exampleItem, exampleItems } from "../../testing/items/examples.js";
import { times } from "../../testing/items/times.js";
import { fromOutput } from "../../toolchain/index.js";
import { expectSaved, type InterruptPoint } from "./interrupted.js";

/** What the examples need beside an installation, and what these limits lend them. */
const limits = {
  privileged: true,
  images: ["*"],
  parameters: ["/webshop/*"],
  secrets: ["webshop/*"],
  vpcs: ["*"],
  topics: ["*"],
  keys: ["arn:aws:kms:us-east-1:111111111111:key/*"],
};

const isLong = times(1) > 1;

/** The one that uses every setting, first; all others in the long tests. */
const first = "every-setting.yaml";
const others = [...exampleItems()].filter(([file]) => isLong && file !== first);

/** The last call of an apply that makes something; in the long tests the first, too. */
const last: InterruptPoint = { service: "codepipeline", action: "CreatePipeline" };
const moments: readonly InterruptPoint[] = isLong ? [{ service: "kms", action: "CreateKey" }, last] : [last];

describe("examples through cdktf deploy and destroy", () => {
  let installation: TestInstallation;
  let connectionArn: string;
  let before: string[];

  beforeAll(async () => {
    installation = await startInstallation({ limits });
    const { client } = installation;
    await new SNSClient(client).send(new CreateTopicCommand({ Name: "release-approvals" }));
    const connections = new CodeStarConnectionsClient(client);
    const made = await connections.send(
      new CreateConnectionCommand({ ConnectionName: "github", ProviderType: "GitHub" }),
    );
    connectionArn = made.ConnectionArn ?? "";
    before = await installation.inventory();
  });

  afterAll(() => installation.close());

  async function expectLife(work: Work): Promise<void> {
    await work.cdktf().deploy(work.pipeline.name, ...fromOutput(work.out));
    await expectSettled(work);
    expect(await stored(installation, work)).toEqual({ objects: 1, rows: ["digest"] });
    await work.cdktf().destroy(work.pipeline.name, ...fromOutput(work.out));
  }

  it(`${first}, interrupted, is applied by the next run, needs nothing more, and is destroyed`, async () => {
    const work = await installation.synth(exampleItem(first));
    await work.terraform().init();
    for (const moment of moments) await expectSaved(installation, work, moment);
    await expectLife(work);
  });

  for (const [file, item] of others) {
    it.concurrent(`${file} is applied, needs nothing more, and is destroyed`, async () => {
      await expectLife(await installation.synth(connected(item, connectionArn)));
    });
  }

  it("nothing is left but the states and keys that wait for their deletion", async () => {
    const left = (await installation.inventory()).filter((line) => !before.includes(line));
    expect(left.filter((line) => !line.includes("KMS keys"))).toEqual([]);
    expect(left).toHaveLength(1 + others.length);
  });
});

function connected(item: Record<string, unknown>, connectionArn: string): Record<string, unknown> {
  return JSON.parse(
    JSON.stringify(item).replace(/arn:aws:codeconnections:[^"]*connection\/[0-9a-f-]+/, connectionArn),
  );
}

async function expectSettled(work: Work): Promise<void> {
  const plan = await work.terraform().plan();
  const changes = plan.hasChanges ? (await plan.json()).resource_changes : [];
  expect(changes?.filter(({ change }) => change.actions[0] !== "no-op")).toEqual([]);
  expect(plan.hasChanges).toBe(false);
}

/** The state's objects, and what the lock table holds for it: its digest, or a lock. */
async function stored({ client, settings }: TestInstallation, { pipeline }: Work) {
  const s3 = new S3Client({ ...client, forcePathStyle: true });
  const prefix = `pipelines/${pipeline.id}/`;
  const { Contents = [] } = await s3.send(
    new ListObjectsV2Command({ Bucket: settings.state.bucket, Prefix: prefix }),
  );
  const scan = new ScanCommand({ TableName: settings.state.lockTable });
  const { Items = [] } = await new DynamoDBClient(client).send(scan);
  const rows = Items.map(({ LockID }) => LockID?.S ?? "").filter((id) => id.includes(prefix));
  return { objects: Contents.length, rows: rows.map((id) => (id.endsWith("-md5") ? "digest" : "lock")) };
}
