import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { times } from "../../../testing/items/times.js";
import { b64, commitRefusals } from "./codecommit/refusals.fixture.js";
import { connectionRefusals } from "./codeconnections/refusals.fixture.js";
import { live, pipelineRefusals } from "./codepipeline/refusals.fixture.js";
import { type Target, targetPrefixes } from "./refusal.fixture.js";
import { startSuite, type TestSuite } from "./suite.fixture.js";

const refusals = [...pipelineRefusals, ...commitRefusals, ...connectionRefusals];
let suite: TestSuite;
let commitId = "";

beforeAll(async () => {
  suite = await startSuite();
  await ask("commit", "CreateRepository", { repositoryName: "shop" });
  await ask("commit", "CreateRepository", { repositoryName: "empty" });
  const file = { repositoryName: "shop", branchName: "main", filePath: "lib/a", fileContent: b64("a") };
  commitId = String((await ask("commit", "PutFile", file)).body.commitId);
  expect((await ask("pipeline", "CreatePipeline", { pipeline: live })).status).toBe(200);
});
afterAll(() => suite.close());

const ask = (target: Target, operation: string, body: object | string) =>
  suite.send(
    `${targetPrefixes[target]}.${operation}`,
    typeof body === "string" ? body : JSON.stringify(body),
  );

describe("refused with AWS's code", () => {
  it.each(
    refusals.map(([target, operation, body, code], index) => ({ index, target, operation, body, code })),
  )("$index: $target $operation, $code", async ({ target, operation, body, code }) => {
    const answer = await ask(target, operation, typeof body === "function" ? body(commitId) : body);
    expect(answer.body).toEqual({ __type: code, message: expect.stringMatching(/\S/) });
    expect(answer.status).toBe(code === "NotImplementedException" ? 501 : 400);
  });

  it("at least 60 requests", () => expect(refusals.length).toBeGreaterThanOrEqual(60));

  it("nothing that was refused left a trace", async () => {
    const { body } = await ask("pipeline", "ListPipelines", {});
    expect(body.pipelines).toEqual([expect.objectContaining({ name: "live", version: 1 })]);
    const repositories = await ask("commit", "ListRepositories", {});
    expect(repositories.body.repositories).toHaveLength(2);
    expect((await ask("connection", "ListConnections", {})).body.Connections).toEqual([]);
  });
});

describe("names are accepted exactly within AWS's limits", () => {
  const names = (characters: string, most: number) =>
    fc
      .record({
        length: fc.constantFrom(0, 1, 2, most - 1, most, most + 1),
        odd: fc.boolean(),
        seed: fc.nat(),
      })
      .map(({ length, odd, seed }) => {
        const letters = Array.from({ length }, (_, index) => characters[(seed + index) % characters.length]);
        return letters.join("") + (odd ? "ö" : "");
      });

  it.each<[Target, string, string, number, RegExp, (name: string) => object]>([
    [
      "pipeline",
      "GetPipeline",
      "ValidationException",
      100,
      /^[A-Za-z0-9.@\-_]{1,100}$/,
      (name) => ({ name }),
    ],
    [
      "commit",
      "GetRepository",
      "InvalidRepositoryNameException",
      100,
      /^[\w.-]{1,100}$/,
      (repositoryName) => ({ repositoryName }),
    ],
  ])("%s", async (target, operation, code, most, valid, body) => {
    await fc.assert(
      fc.asyncProperty(names("aZ9._-", most), async (name) => {
        const answer = await ask(target, operation, body(name));
        expect(answer.body.__type === code).toBe(!valid.test(name));
      }),
      { numRuns: times(60) },
    );
  });
});
