import { request } from "node:http";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterEach, beforeEach, expect, it } from "vitest";
import {
  builderCredentials,
  type Pair,
  sendAsBuilder,
  signedByBuilder,
  startPair,
} from "./gateway.fixture.js";
import { readWhole } from "./upstream.js";

const page = "http://localhost:3000";
let pair: Pair;
let heard: string[] = [];

beforeEach(async () => {
  heard = [];
  pair = await startPair(
    async (incoming, response) => {
      heard.push(`${incoming.method} ${incoming.url} ${(await readWhole(incoming)).length}`);
      response.writeHead(200, { "Access-Control-Allow-Origin": "*", "Content-Length": "0" }).end();
    },
    { allowOrigins: [page] },
  );
});
afterEach(() => pair.close());

const s3 = (secretAccessKey = "secret") =>
  new S3Client({
    endpoint: pair.gateway.url,
    region: "eu-central-1",
    credentials: { ...builderCredentials, secretAccessKey },
    maxAttempts: 1,
  });

it("An upload of the SDK is verified by its head alone", async () => {
  await s3().send(
    new PutObjectCommand({ Bucket: "b", Key: "a folder/k+ü (1)*'~", Body: Buffer.alloc(100_000) }),
  );
  expect(heard).toHaveLength(1);
});

it("One whose head is wrong is refused before its body is asked for", async () => {
  await expect(
    s3("guess").send(new PutObjectCommand({ Bucket: "b", Key: "k", Body: Buffer.alloc(5_000_000) })),
  ).rejects.toMatchObject({
    name: "SignatureDoesNotMatch",
    message: expect.stringContaining('eval "$(stagewright-sandbox env)"'),
  });
  expect(heard).toEqual([]);
});

it("Who waits for leave to send a body gets none when the head is wrong", async () => {
  const plain = { method: "PUT", path: "/b/k", headers: ["Expect", "100-continue", "Content-Length", "4"] };
  const outgoing = request(pair.gateway.url, { ...signedByBuilder(pair.gateway, plain), path: "/b/other" });
  const outcome = new Promise((resolve, reject) => {
    outgoing.on("continue", () => reject(new Error("leave was given")));
    outgoing.on("response", ({ statusCode }) => resolve(statusCode));
  });
  outgoing.flushHeaders();
  expect(await outcome).toBe(403);
  outgoing.destroy();
});

it("A key without its session's token is nobody's", async () => {
  const { sessionToken: _, ...credentials } = builderCredentials;
  const client = new S3Client({ endpoint: pair.gateway.url, region: "eu-central-1", credentials });
  await expect(client.send(new GetObjectCommand({ Bucket: "b", Key: "k" }))).rejects.toMatchObject({
    name: "InvalidAccessKeyId",
  });
});

it("A page that is allowed is answered, and told that it is", async () => {
  const answer = await sendAsBuilder(pair.gateway, { path: "/b/k", headers: ["Origin", page] });
  expect([answer.statusCode, answer.headers["access-control-allow-origin"]]).toEqual([200, page]);
});

const preflight = async (origin: string) => {
  const headers = { Origin: origin, "Access-Control-Request-Method": "PUT" };
  const { status } = await new Promise<{ status?: number }>((resolve, reject) => {
    const outgoing = request(`${pair.gateway.url}/b/k`, { method: "OPTIONS", headers });
    outgoing.on("response", ({ statusCode }) => resolve({ ...(statusCode && { status: statusCode }) }));
    outgoing.on("error", reject).end();
  });
  return status;
};

it("A browser's question is passed on for a page that is allowed, and for no other", async () => {
  expect(await preflight(page)).toBe(200);
  expect(await preflight("https://evil.example")).toBe(403);
  expect(heard).toEqual(["OPTIONS /b/k 0"]);
});

it("A program that calls is not told of pages", async () => {
  const answer = await sendAsBuilder(pair.gateway, { path: "/b/k" });
  expect(answer.headers).not.toHaveProperty("access-control-allow-origin");
});
