import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileReading } from "../../compiler/compile.js";
import { pipelineId, repositoryHash } from "../../compiler/names/index.js";
import { readValues } from "../../compiler/reading/index.js";
import { checkSettings, defaultSettings } from "../../compiler/settings/index.js";
import { colliding } from "../../testing/items/colliding.js";
import { item } from "../../testing/items/items.js";
import { times } from "../../testing/items/times.js";

const settings = defaultSettings();

interface Key {
  readonly repository: string;
  readonly branch: string;
}

/** The codes of what is wrong with items of these keys together. */
function problemsOf(keys: readonly Key[]): string[] {
  const values = keys.map(({ repository, branch }) => ({
    name: "items.yaml",
    value: item({
      RepoName: repository,
      RepoTag: branch,
      Source: { Type: "CodeConnections", ConnectionArn: connection },
    }),
  }));
  return compileReading(readValues(values, settings), settings).diagnostics.map(({ code }) => code);
}

const connection =
  "arn:aws:codeconnections:us-east-1:111111111111:connection/12345678-1234-1234-1234-123456789012";

const isolated = (repositories: readonly string[], ofOne: readonly string[] = []) =>
  checkSettings({
    childAccount: {
      isolation: "repository",
      repositories,
      accounts: { "222222222222": { repositories: ofOne } },
    },
  }).problems.map(({ code, path }) => `${code} ${path}`);

describe("two pipelines", () => {
  it("whose ids meet are refused, and say whom they meet", () => {
    const [one, other] = colliding.pipelines;
    expect(pipelineId(one.repository, one.branch)).toBe(pipelineId(other.repository, other.branch));
    expect(problemsOf([one, other])).toEqual(["pipeline.id-taken"]);
    expect(problemsOf([one])).toEqual([]);
    expect(problemsOf([one, one])).toEqual([]);
  });

  const part = fc.stringMatching(/^[a-z0-9]{1,8}([._-][a-z0-9]{1,8}){0,3}$/);
  const key = fc.record({
    repository: fc.oneof(
      part,
      fc.tuple(part, part).map((parts) => parts.join("/")),
    ),
    branch: fc.oneof(
      part,
      fc.tuple(part, part).map((parts) => parts.join("/")),
    ),
  });

  it("have one id only if they are one, or are refused together", () => {
    const holds = fc.property(key, key, (one, other) => {
      const isOne = one.repository === other.repository && one.branch === other.branch;
      const meet = pipelineId(one.repository, one.branch) === pipelineId(other.repository, other.branch);
      expect(meet && !isOne ? problemsOf([one, other]) : []).toEqual(
        meet && !isOne ? ["pipeline.id-taken"] : [],
      );
      expect(meet).toBe(isOne);
    });
    fc.assert(holds, { numRuns: times(2_000), seed: 1 });
  });

  it("that are cut at another place are two", () => {
    const holds = fc.property(part, part, part, (a, b, c) => {
      expect(pipelineId(`${a}${b}`, c)).not.toBe(pipelineId(a, `${b}${c}`));
      expect(pipelineId(`${a}-${b}`, c)).not.toBe(pipelineId(a, `${b}-${c}`));
    });
    fc.assert(holds, { numRuns: times(500), seed: 2 });
  });
});

describe("two repositories", () => {
  const [one, other] = colliding.repositories;

  it("whose hashes meet are refused where each has roles of its own", () => {
    expect(repositoryHash(one)).toBe(repositoryHash(other));
    expect(isolated([one, other], [one])).toEqual([
      "settings.repositories-meet /childAccount/repositories/1",
    ]);
    expect(isolated([one], [other])).toEqual([
      "settings.repositories-meet /childAccount/accounts/222222222222/repositories/0",
    ]);
  });

  it("are taken where their hashes do not meet, and where one is named twice", () => {
    expect(isolated([one, "acme/webshop"], [one])).toEqual([]);
  });
});
