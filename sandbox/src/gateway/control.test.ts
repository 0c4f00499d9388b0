import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Pair, startPair } from "./gateway.fixture.js";

let pair: Pair;
beforeAll(async () => {
  pair = await startPair((_request, response) => response.end("upstream"));
});
afterEach(() => {
  pair.gateway.faults.clear();
  pair.gateway.records.clear();
});
afterAll(() => pair.close());

async function ask(method: string, path: string, body?: unknown) {
  const text = body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) };
  const response = await fetch(`${pair.gateway.url}/_stagewright/${path}`, { method, ...text });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const fault = { match: { resource: "b/k" }, at: "every", effect: { fail: { code: "Broken", status: 500 } } };
const callUpstream = () => fetch(`${pair.gateway.url}/b/k`, { headers: { Authorization: s3 } });
const s3 = "AWS4-HMAC-SHA256 Credential=111111111111/20260131/eu-central-1/s3/aws4_request, Signature=0";

test("Another process reads the records and clears them; its own calls are not among them", async () => {
  await callUpstream();
  const { body } = await ask("GET", "records");
  expect(body.records).toMatchObject([{ service: "s3", action: "GetObject", status: 200 }]);
  await ask("DELETE", "records");
  expect((await ask("GET", "records")).body.records).toEqual([]);
});

test("Another process injects a fault, counts its calls and takes it away", async () => {
  const { status, body } = await ask("POST", "faults", fault);
  expect(status).toBe(201);
  expect((await callUpstream()).status).toBe(500);
  expect((await ask("GET", "faults")).body.faults).toEqual([{ id: body.id, matched: 1, fired: 1 }]);
  expect((await ask("DELETE", `faults/${body.id}`)).status).toBe(200);
  expect((await callUpstream()).status).toBe(200);
});

test("All faults can be taken away at once", async () => {
  await ask("POST", "faults", fault);
  await ask("DELETE", "faults");
  expect((await callUpstream()).status).toBe(200);
});

test.each([
  ["POST", "faults", { match: {} }, 400, "must have required property 'effect'"],
  ["POST", "faults", "{", 400, "JSON"],
  ["DELETE", "faults/fault-99", undefined, 404, "there is no fault fault-99"],
  ["PUT", "records", undefined, 404, "PUT records is not one of the gateway's own calls"],
])("%s %s with %j is refused", async (method, path, body, status, message) => {
  const answer = await ask(method, path, body);
  expect(answer).toMatchObject({ status, body: { message: expect.stringContaining(message) } });
});
