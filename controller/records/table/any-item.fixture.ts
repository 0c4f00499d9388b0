import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";

/** A value as DynamoDB sends it: binaries are base64. */
export type Sent = Readonly<Record<string, unknown>>;

const nested = (levels: number): Sent => (levels === 0 ? { N: "1" } : { L: [nested(levels - 1)] });

/** What a table may hold and no item of ours does. DynamoDB nests 32 levels and holds 400 KB. */
export const oddValues: Readonly<Record<string, Sent>> = {
  "the number 1": { N: "1" },
  "an integer beyond JavaScript's": { N: "9007199254740993" },
  "a fraction beyond JavaScript's": { N: "9007199254740993.5" },
  "a number of a hundred digits": { N: "1E+100" },
  "a set of such numbers": { NS: ["1", "9007199254740993"] },
  "a binary": { B: "AQI=" },
  "a set of binaries": { BS: ["AQ==", "Ag=="] },
  "an empty text and null": { L: [{ S: "" }, { NULL: true }] },
  "400 KB": { S: "x".repeat(409_000) },
  "32 levels": nested(31),
};

/** Of a type that DynamoDB has not today. */
export const unknownValue: Sent = { XY: "1" };

/** An item with that value as its `Order`. */
export function sentItem(branch: string, Order: Sent): Sent {
  return { RepoName: { S: "shop" }, RepoTag: { S: branch }, Order };
}

/** Answers `GetItem`, and `Scan` with a page for each item. */
export async function serveItems(items: readonly Sent[]) {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { ExclusiveStartKey: from, Key } = JSON.parse(Buffer.concat(chunks).toString());
    response.setHeader("content-type", "application/x-amz-json-1.0");
    response.end(JSON.stringify(Key ? { Item: items.find((each) => isOf(each, Key)) } : page(items, from)));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const config: DynamoDBClientConfig = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: "eu-central-1",
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
  };
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { config, close };
}

function page(items: readonly Sent[], from: Sent | undefined) {
  const index = from ? items.findIndex((each) => isOf(each, from)) + 1 : 0;
  const { RepoName, RepoTag } = items[index] ?? {};
  const isLast = index >= items.length - 1;
  return {
    Items: items.slice(index, index + 1),
    ...(!isLast && { LastEvaluatedKey: { RepoName, RepoTag } }),
  };
}

function isOf(item: Sent, { RepoTag }: Sent): boolean {
  return JSON.stringify(item.RepoTag) === JSON.stringify(RepoTag);
}
