import { CreateEventSourceMappingCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { readCall } from "../call.js";
import { readCredential } from "../credential.js";
import { builderCredentials, type Pair, startPair } from "../gateway.fixture.js";
import type { Request } from "../message.js";
import { isSignedWith } from "../signature.js";
import { readWhole } from "../upstream.js";
import { streamBatchSize } from "./stream-batch-size.js";

const stream = "arn:aws:dynamodb:eu-central-1:111111111111:table/items/stream/2026";
const queue = "arn:aws:sqs:eu-central-1:111111111111:queue";

let pair: Pair;
let seen: Request[] = [];

beforeAll(async () => {
  const patches = [streamBatchSize()];
  pair = await startPair(
    async (incoming, response) => {
      const { method = "", url = "", rawHeaders: headers } = incoming;
      seen.push({ method, url, headers, body: await readWhole(incoming) });
      response.end("{}");
    },
    { patches },
  );
});
afterEach(() => {
  seen = [];
});
afterAll(() => pair.close());

/** Creates a mapping with the SDK and gives what the emulator was asked. */
async function create(
  EventSourceArn: string,
  BatchSize?: number,
  secretAccessKey = "secret",
): Promise<Request> {
  const client = new LambdaClient({
    endpoint: pair.gateway.url,
    region: "eu-central-1",
    credentials: { ...builderCredentials, secretAccessKey },
  });
  await client.send(
    new CreateEventSourceMappingCommand({
      FunctionName: "f",
      EventSourceArn,
      ...(BatchSize && { BatchSize }),
    }),
  );
  const [request] = seen;
  if (!request) throw new Error("the emulator was not asked");
  return request;
}

const batchSizeIn = ({ body }: Request) => JSON.parse(`${body}`).BatchSize;

it.each([
  ["a stream without a size gets AWS's", stream, undefined, 100],
  ["a stream with a size keeps it", stream, 10, 10],
  ["a queue without a size is the emulator's to fill", queue, undefined, undefined],
])("Of batch sizes, %s", async (_, arn, asked, expected) => {
  expect(batchSizeIn(await create(arn, asked))).toBe(expected);
});

it("What is changed is signed anew by its caller", async () => {
  const request = await create(stream);
  const credential = readCredential(request);
  expect(credential).toMatchObject({ accessKeyId: builderCredentials.accessKeyId, sessionToken: "token" });
  expect(credential && isSignedWith(request, credential, "secret")).toBe(true);
});

it("Whoever signs with a wrong secret gets nothing signed in another's name", async () => {
  await expect(create(stream, undefined, "guess")).rejects.toMatchObject({
    name: "InvalidSignatureException",
  });
  expect(seen).toEqual([]);
});

it("Other calls to Lambda are not touched", () => {
  const request = { method: "GET", url: "/2015-03-31/event-source-mappings", headers: [] };
  expect(streamBatchSize().matches(readCall(request))).toBe(false);
});
