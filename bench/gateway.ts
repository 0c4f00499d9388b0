import { CreateTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { type Front, root, startFront, testAccount, testRegion } from "@stagewright/sandbox/testing";
import { execa } from "execa";

/**
 * What the gateway adds to a call, and what it adds to judge a user by a policy: the same small calls made directly to the
 * emulator, through the gateway, and through it as a user, by turns in one run, so that all meet the same machine. At the end,
 * how much memory both processes hold. `npx tsx bench/gateway.ts [CALLS]`
 */
const table = "bench";
const bucket = "bench-gateway";
const key = { id: { S: "one" } };

interface Clients {
  readonly dynamodb: DynamoDBClient;
  readonly s3: S3Client;
}

type Call = (clients: Clients) => Promise<unknown>;

const calls: Readonly<Record<string, Call>> = {
  "DynamoDB GetItem": ({ dynamodb }) => dynamodb.send(new GetItemCommand({ TableName: table, Key: key })),
  "S3 GetObject": async ({ s3 }) => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: "one" }));
    return Body?.transformToByteArray();
  },
};

async function main(): Promise<void> {
  const rounds = Number(process.argv[2] ?? 1000);
  const front = await startFront();
  try {
    await fill(clientsOf(front.emulatorUrl));
    const ways: Ways = {
      direct: clientsOf(front.emulatorUrl),
      gateway: clientsOf(front.gateway.url),
      user: clientsOf(front.gateway.url, await makeUser(front)),
    };
    for (const [name, call] of Object.entries(calls)) report(name, await compare(ways, call, rounds));
    await reportMemory();
  } finally {
    await front.close();
  }
}

type Credentials = ReturnType<typeof root>;

/** Credentials of a user who may make the calls, by a policy. */
async function makeUser(front: Front): Promise<Credentials> {
  const UserName = "bench";
  const iam = new IAMClient(front.as(root(testAccount)));
  await iam.send(new CreateUserCommand({ UserName }));
  const statement = { Effect: "Allow", Action: ["dynamodb:GetItem", "s3:GetObject"], Resource: "*" };
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "bench", PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return {
    accessKeyId: AccessKey?.AccessKeyId ?? "",
    secretAccessKey: AccessKey?.SecretAccessKey ?? "",
  };
}

function clientsOf(endpoint: string, credentials: Credentials = root(testAccount)): Clients {
  const config = { endpoint, region: testRegion, credentials };
  return { dynamodb: new DynamoDBClient(config), s3: new S3Client(config) };
}

async function fill({ dynamodb, s3 }: Clients): Promise<void> {
  await dynamodb.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    }),
  );
  await dynamodb.send(new PutItemCommand({ TableName: table, Item: key }));
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: "one", Body: "one" }));
}

/** How the calls are made. */
type Ways = Readonly<Record<"direct" | "gateway" | "user", Clients>>;
type Times = Readonly<Record<keyof Ways, number[]>>;

async function compare({ direct, gateway, user }: Ways, call: Call, rounds: number): Promise<Times> {
  const times: Times = { direct: [], gateway: [], user: [] };
  const warmUp = Math.ceil(rounds / 10);
  for (let round = -warmUp; round < rounds; round++) {
    const turn = {
      direct: await timed(call, direct),
      gateway: await timed(call, gateway),
      user: await timed(call, user),
    };
    if (round < 0) continue;
    times.direct.push(turn.direct);
    times.gateway.push(turn.gateway);
    times.user.push(turn.user);
  }
  return times;
}

async function timed(call: Call, clients: Clients): Promise<number> {
  const start = performance.now();
  await call(clients);
  return performance.now() - start;
}

function report(name: string, { direct, gateway, user }: Times): void {
  const line = (at: number) => {
    const [without, through, judged] = [quantile(direct, at), quantile(gateway, at), quantile(user, at)];
    const more = `${(through - without).toFixed(2)} ms more, as a user ${(judged - through).toFixed(2)} ms more`;
    return `${without.toFixed(2)} ms direct, ${through.toFixed(2)} ms through, ${more}`;
  };
  console.log(`${name} (${direct.length} calls each)`);
  console.log(`  median  ${line(0.5)}, ratio ${(quantile(gateway, 0.5) / quantile(direct, 0.5)).toFixed(2)}`);
  console.log(`  p95     ${line(0.95)}`);
}

/** Megabytes that this process, with gateway and code suite, and the emulator hold. */
async function reportMemory(): Promise<void> {
  const { stdout } = await execa("ps", ["-A", "-o", "ppid=,rss=,comm="]);
  const rows = stdout.split("\n").map((row) => row.trim().split(/\s+/));
  const held = rows.filter(([parent, , name]) => Number(parent) === process.pid && name !== "ps");
  const emulator = held.reduce((sum, [, rss]) => sum + Number(rss), 0) / 1024;
  const own = process.memoryUsage().rss / 1024 / 1024;
  console.log(`memory: ${own.toFixed(0)} MB with the SDK's clients, ${emulator.toFixed(0)} MB the emulator`);
}

function quantile(values: readonly number[], at: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(at * (sorted.length - 1))] ?? Number.NaN;
}

await main();
