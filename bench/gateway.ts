import { CreateTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { type Front, root, startFront, testAccount, testRegion } from "@stagewright/sandbox/testing";

/**
 * What the gateway adds to a call: the same small calls made directly to the emulator and through the gateway, by
 * turns in one run, so that both meet the same machine. `npx tsx bench/gateway.ts [CALLS]`
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
    for (const [name, call] of Object.entries(calls)) report(name, await compare(front, call, rounds));
  } finally {
    await front.close();
  }
}

function clientsOf(endpoint: string): Clients {
  const config = { endpoint, region: testRegion, credentials: root(testAccount) };
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

interface Times {
  readonly direct: number[];
  readonly gateway: number[];
}

async function compare(front: Front, call: Call, rounds: number): Promise<Times> {
  const [direct, gateway] = [clientsOf(front.emulatorUrl), clientsOf(front.gateway.url)];
  const times: Times = { direct: [], gateway: [] };
  const warmUp = Math.ceil(rounds / 10);
  for (let round = -warmUp; round < rounds; round++) {
    const pair = { direct: await timed(call, direct), gateway: await timed(call, gateway) };
    if (round < 0) continue;
    times.direct.push(pair.direct);
    times.gateway.push(pair.gateway);
  }
  return times;
}

async function timed(call: Call, clients: Clients): Promise<number> {
  const start = performance.now();
  await call(clients);
  return performance.now() - start;
}

function report(name: string, { direct, gateway }: Times): void {
  const line = (at: number) => {
    const [without, through] = [quantile(direct, at), quantile(gateway, at)];
    return `${without.toFixed(2)} ms direct, ${through.toFixed(2)} ms through, ${(through - without).toFixed(2)} ms more`;
  };
  console.log(`${name} (${direct.length} calls each)`);
  console.log(`  median  ${line(0.5)}, ratio ${(quantile(gateway, 0.5) / quantile(direct, 0.5)).toFixed(2)}`);
  console.log(`  p95     ${line(0.95)}`);
}

function quantile(values: readonly number[], at: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(at * (sorted.length - 1))] ?? Number.NaN;
}

await main();
