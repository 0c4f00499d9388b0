import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { type Pair, sendAsBuilder, startPair, testSecret } from "./gateway.fixture.js";

let pair: Pair;
beforeAll(async () => {
  pair = await startPair((_request, response) => response.end("upstream"));
});
afterEach(() => {
  pair.gateway.faults.clear();
  pair.gateway.records.clear();
});
afterAll(() => pair.close());

async function ask(method: string, path: string, body?: unknown, bearer = testSecret) {
  const text = body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) };
  const headers = { Authorization: `Bearer ${bearer}` };
  const response = await fetch(`${pair.gateway.url}/_stagewright/${path}`, { method, headers, ...text });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const fault = { match: { resource: "b/k" }, at: "every", effect: { fail: { code: "Broken", status: 500 } } };
const statusOf = async () => (await sendAsBuilder(pair.gateway, { path: "/b/k" })).statusCode;

it("Another process reads the records and clears them; its own calls are not among them", async () => {
  await statusOf();
  const { body } = await ask("GET", "records");
  expect(body.records).toMatchObject([{ service: "s3", action: "GetObject", status: 200 }]);
  await ask("DELETE", "records");
  expect((await ask("GET", "records")).body.records).toEqual([]);
});

it("Another process injects a fault, counts its calls and takes it away", async () => {
  const { status, body } = await ask("POST", "faults", fault);
  expect(status).toBe(201);
  expect(await statusOf()).toBe(500);
  expect((await ask("GET", "faults")).body.faults).toEqual([{ id: body.id, matched: 1, fired: 1 }]);
  expect((await ask("DELETE", `faults/${body.id}`)).status).toBe(200);
  expect(await statusOf()).toBe(200);
});

it("All faults can be taken away at once", async () => {
  await ask("POST", "faults", fault);
  await ask("DELETE", "faults");
  expect(await statusOf()).toBe(200);
});

it.each([
  ["POST", "faults", { match: {} }, 400, "must have required property 'effect'"],
  ["POST", "faults", "{", 400, "JSON"],
  ["DELETE", "faults/fault-99", undefined, 404, "There is no fault fault-99."],
  ["POST", "connections", {}, 400, "Which connection is to be completed?"],
  ["POST", "connections", { arn: "a" }, 400, "There is no connection a."],
  ["PUT", "records", undefined, 404, "PUT records is not one of the gateway's own calls."],
])("%s %s with %j is refused", async (method, path, body, status, message) => {
  const answer = await ask(method, path, body);
  expect(answer).toMatchObject({ status, body: { message: expect.stringContaining(message) } });
});

it.each([
  ["GET", "records"],
  ["DELETE", "records"],
  ["POST", "faults"],
  ["POST", "connections"],
])("%s %s without the right secret is refused, and nothing happens", async (method, path) => {
  await statusOf();
  const answer = await ask(method, path, method === "POST" ? fault : undefined, "guess");
  expect(answer).toEqual({
    status: 401,
    body: { message: expect.stringContaining("wants the sandbox's secret") },
  });
  expect(pair.gateway.records.list()).toHaveLength(1);
  expect(pair.gateway.faults.list()).toEqual([]);
});
