import { once } from "node:events";
import { Agent, type IncomingMessage, type RequestListener, request } from "node:http";
import { connect } from "node:net";
import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { afterEach, expect, it } from "vitest";
import {
  builder,
  builderCredentials,
  type Pair,
  type PlainRequest,
  sendAsBuilder,
  signedByBuilder,
  startPair,
} from "./gateway.fixture.js";
import { headerPairs } from "./message.js";
import { readWhole } from "./upstream.js";

let pair: Pair;
afterEach(() => pair.close());

async function start(listener: RequestListener, options?: Parameters<typeof startPair>[1]): Promise<void> {
  pair = await startPair(listener, options);
}

const send = (plain: PlainRequest, body?: string | Buffer) => sendAsBuilder(pair.gateway, plain, body);
const open = (plain: PlainRequest) => request(pair.gateway.url, signedByBuilder(pair.gateway, plain));

const getItem = (client: DynamoDBClient) =>
  client.send(new GetItemCommand({ TableName: "items", Key: { id: { S: "1" } } }));

const dynamodb = () =>
  new DynamoDBClient({
    endpoint: pair.gateway.url,
    region: "eu-central-1",
    credentials: builderCredentials,
    maxAttempts: 1,
  });

const anItem: RequestListener = (_request, response) => {
  response.writeHead(200, { "Content-Type": "application/x-amz-json-1.0", "x-amzn-RequestId": "request-1" });
  response.end("{}");
};

it("Method, address, headers and body arrive as they were sent, names and order included", async () => {
  let seen: { method?: string; url?: string; headers: string[]; body: string } | undefined;
  await start(async (incoming, response) => {
    const { method, url, rawHeaders } = incoming;
    const body = (await readWhole(incoming)).toString();
    seen = { headers: rawHeaders, body, ...(method && { method }), ...(url && { url }) };
    response.end();
  });
  const headers = ["Host", "bucket.s3.localhost", "X-Custom", "a", "x-custom", "b", "Content-Length", "3"];
  await send({ method: "PUT", path: "/b/a%20k//..%2F?x=%2B&y", headers }, "abc");
  expect(seen).toMatchObject({ method: "PUT", url: "/b/a%20k//..%2F?x=%2B&y", body: "abc" });
  expect(seen?.headers.slice(0, headers.length)).toEqual(headers);
});

it("Status, headers and body come back as they were answered", async () => {
  await start((_request, response) => {
    response.writeHead(418, "Odd", ["X-One", "a", "X-One", "b", "ETag", '"e"', "Content-Length", "4"]);
    response.end("body");
  });
  const answer = await send({ path: "/" });
  expect([answer.statusCode, answer.statusMessage]).toEqual([418, "Odd"]);
  expect(answer.rawHeaders.slice(0, 8)).toEqual([
    "X-One",
    "a",
    "X-One",
    "b",
    "ETag",
    '"e"',
    "Content-Length",
    "4",
  ]);
  expect((await readWhole(answer)).toString()).toBe("body");
});

it("An answer to HEAD keeps the length of what it does not send", async () => {
  await start((_request, response) => response.writeHead(200, { "Content-Length": "1234" }).end());
  const answer = await send({ method: "HEAD", path: "/b/k" });
  expect(answer.headers["content-length"]).toBe("1234");
});

it("A body in chunks stays in chunks, and arrives while it is still being sent", async () => {
  await start((incoming, response) => {
    response.setHeader("X-Encoding", incoming.headers["transfer-encoding"] ?? "none");
    incoming.pipe(response);
  });
  const outgoing = open({ method: "PUT", path: "/b/k" });
  outgoing.write("first");
  const [answer] = (await once(outgoing, "response")) as [IncomingMessage];
  const [chunk] = await once(answer, "data");
  expect(`${chunk}`).toBe("first");
  expect(answer.headers["x-encoding"]).toBe("chunked");
  outgoing.end("second");
  expect((await readWhole(answer)).toString()).toBe("second");
});

it("A client that waits for leave to send its body gets it from upstream", async () => {
  await start((incoming, response) => void incoming.pipe(response));
  const headers = ["Expect", "100-continue", "Content-Length", "4"];
  const outgoing = open({ method: "PUT", path: "/b/k", headers });
  outgoing.flushHeaders();
  await once(outgoing, "continue");
  outgoing.end("body");
  const [answer] = (await once(outgoing, "response")) as [IncomingMessage];
  expect((await readWhole(answer)).toString()).toBe("body");
});

it("A client that waits for leave to send a call that is read whole gets it, too", async () => {
  await start((incoming, response) => void incoming.pipe(response));
  const body = "Action=GetRole";
  const headers = [
    ...["Expect", "100-continue", "Content-Type", "application/x-www-form-urlencoded"],
    ...["Content-Length", String(body.length)],
  ];
  const outgoing = open({ method: "POST", path: "/", headers });
  outgoing.flushHeaders();
  await once(outgoing, "continue");
  outgoing.end(body);
  const [answer] = (await once(outgoing, "response")) as [IncomingMessage];
  expect((await readWhole(answer)).toString()).toBe(body);
});

it("A request without a body arrives as one without a body", async () => {
  let headers: string[] = [];
  await start((incoming, response) => {
    headers = incoming.rawHeaders;
    response.end();
  });
  const plain = { method: "POST", headers: ["Connection", "close"] };
  const { headers: signed } = signedByBuilder(pair.gateway, plain);
  const lines = headerPairs(signed as string[]).map((pair) => pair.join(": "));
  await rawRequest(["POST / HTTP/1.1", ...lines, "\r\n"].join("\r\n"));
  expect(headers).toContain("Content-Length");
  expect(headers).not.toContain("Transfer-Encoding");
});

/** What a client does that Node's own cannot be brought to do. */
async function rawRequest(text: string): Promise<string> {
  const socket = connect(Number(new URL(pair.gateway.url).port), "127.0.0.1");
  socket.write(text);
  return (await readWhole(socket)).toString();
}

it("Connections are kept, to the client and to upstream", async () => {
  await start(anItem);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ports = new Set<number | undefined>();
  for (let count = 0; count < 5; count++) {
    const answer = await send({ path: "/b/k", agent });
    ports.add(answer.socket.localPort);
    await readWhole(answer);
  }
  agent.destroy();
  expect(ports.size).toBe(1);
  expect(pair.upstream.sockets).toHaveLength(1);
});

it("A client that gives up before the answer ends the call upstream", async () => {
  let arrived = () => {};
  const arrival = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  let aborted: Promise<unknown> | undefined;
  await start((incoming) => {
    aborted = once(incoming.socket, "close");
    arrived();
  });
  const outgoing = open({ path: "/b/k" });
  outgoing.on("error", () => {}).end();
  await arrival;
  outgoing.destroy();
  await aborted;
  expect(pair.upstream.sockets[0]?.destroyed).toBe(true);
});

it("A client that gives up amid an answer ends it upstream", async () => {
  await start((_request, response) => {
    const timer = setInterval(() => response.write(Buffer.alloc(65_536)), 1);
    response.on("close", () => clearInterval(timer));
  });
  const answer = await send({ path: "/b/k" });
  await once(answer, "data");
  answer.destroy();
  await once(pair.upstream.sockets[0] ?? process, "close");
  expect(pair.upstream.sockets[0]?.destroyed).toBe(true);
});

it("An answer that breaks off upstream breaks off at the client, and the gateway goes on", async () => {
  await start((incoming, response) => {
    if (incoming.url === "/whole") return void response.end("whole");
    response.writeHead(200, { "Content-Length": "100" });
    response.write("half", () => response.destroy());
  });
  const answer = await send({ path: "/b/k" });
  await expect(readWhole(answer)).rejects.toThrow("aborted");
  expect((await readWhole(await send({ path: "/whole" }))).toString()).toBe("whole");
});

it("An answer that comes before the body has been read does not keep the client from sending it", async () => {
  await start((_incoming, response) => response.writeHead(413, { "Content-Length": "0" }).end());
  const outgoing = open({ method: "PUT", path: "/b/k" });
  const sent = once(outgoing, "finish");
  outgoing.end(Buffer.alloc(20_000_000));
  const [answer] = (await once(outgoing, "response")) as [IncomingMessage];
  expect(answer.statusCode).toBe(413);
  await Promise.all([sent, readWhole(answer)]);
});

it("Two hundred calls at once each get their own answer", async () => {
  await start(async (incoming, response) => void response.end(await readWhole(incoming)));
  const bodies = Array.from({ length: 200 }, (_, number) => `body ${number}`);
  const answers = await Promise.all(
    bodies.map(async (body) =>
      (await readWhole(await send({ method: "PUT", path: "/b/k" }, body))).toString(),
    ),
  );
  expect(answers).toEqual(bodies);
  expect(pair.gateway.records.list()).toHaveLength(200);
});

it("A call is on record, with its caller, before the client can ask for it", async () => {
  await start(anItem);
  await getItem(dynamodb());
  expect(pair.gateway.records.list()).toEqual([
    {
      time: expect.any(Number),
      duration: expect.any(Number),
      service: "dynamodb",
      action: "GetItem",
      region: "eu-central-1",
      resource: "items",
      account: "111111111111",
      principal: builder.arn,
      status: 200,
      requestId: "request-1",
    },
  ]);
});

it("A call that was refused is on record with AWS's code", async () => {
  await start((_request, response) => {
    response.writeHead(404, { "Content-Type": "application/xml", "x-amz-request-id": "r" });
    response.end("<Error><Code>NoSuchKey</Code></Error>");
  });
  const answer = await send({ path: "/b/k" });
  expect((await readWhole(answer)).toString()).toContain("NoSuchKey");
  expect(pair.gateway.records.list()).toMatchObject([
    {
      service: "s3",
      action: "GetObject",
      resource: "b/k",
      status: 404,
      errorCode: "NoSuchKey",
      requestId: "r",
    },
  ]);
});

it("Whose a key is cannot be found out: nobody is let through, and the reason is told", async () => {
  await start(anItem, { identify: () => Promise.reject(new Error("no answer")) });
  await expect(getItem(dynamodb())).rejects.toMatchObject({
    message: "The emulator did not answer: no answer",
  });
  expect(pair.upstream.sockets).toEqual([]);
  expect(pair.gateway.records.list()[0]).not.toHaveProperty("principal");
});

it("An emulator that is gone is said to be gone, in the protocol of the call", async () => {
  await start(anItem);
  await pair.upstream.close();
  await expect(getItem(dynamodb())).rejects.toMatchObject({
    name: "ServiceUnavailable",
    message: expect.stringContaining("ECONNREFUSED"),
  });
});

it("A port that is taken is an error", async () => {
  await start(anItem);
  const port = Number(new URL(pair.gateway.url).port);
  await expect(startPair(anItem, { port })).rejects.toThrow("EADDRINUSE");
});
