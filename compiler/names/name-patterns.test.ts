import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { times } from "../../testing/items/times.js";
import { environmentRolePattern, isPipelineStack, pipelineRolePattern } from "./name-patterns.js";
import {
  type EnvironmentRole,
  environmentRole,
  type PipelineRole,
  pipelineId,
  pipelineName,
  pipelineRole,
} from "./names.js";

const ofPipeline: PipelineRole[] = ["pipeline", "build", "events"];
const ofEnvironment: EnvironmentRole[] = ["tests", "plan", "review", "apply"];

const patterns = [
  ...ofPipeline.map((role) => ({ role, pattern: pipelineRolePattern("acme", role) })),
  ...ofEnvironment.map((role) => ({ role, pattern: environmentRolePattern("acme", role) })),
];

/** As IAM reads a pattern: `*` any characters, `?` any one. */
function matches(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`).test(text);
}

function rolesMatched(name: string): string[] {
  return patterns.filter(({ pattern }) => matches(pattern, name)).map(({ role }) => role);
}

const part = fc.constantFrom(...ofPipeline, ...ofEnvironment, "x", "ab", "abcdefghij", "Prod", "2");
const separator = fc.constantFrom("-", "--", ".", "_");
/** Names of environments that are made of the endings of roles. */
const environment = fc
  .tuple(part, fc.array(fc.tuple(separator, part), { maxLength: 3 }))
  .map(([first, rest]) => [first, ...rest.flat()].join("").slice(0, 40));

describe("patterns of roles", () => {
  it("match the roles that they mean, and no other role of any pipeline", () => {
    fc.assert(
      fc.property(environment, environment, environment, (repository, branch, environment) => {
        const pipeline = pipelineName("acme", pipelineId(repository, branch));
        for (const role of ofPipeline) expect(rolesMatched(pipelineRole(pipeline, role))).toEqual([role]);
        for (const role of ofEnvironment)
          expect(rolesMatched(environmentRole(pipeline, role, environment))).toEqual([role]);
      }),
      { numRuns: times(1000) },
    );
  });

  it.each(["Pipeline", "x-pipeline", "build", "x-events", "pipeline-x-pipeline"])(
    "tell the tests of an environment called %s from what it is called after",
    (environment) => {
      const pipeline = pipelineName("acme", pipelineId("webshop", "main"));
      expect(rolesMatched(environmentRole(pipeline, "tests", environment))).toEqual(["tests"]);
    },
  );
});

describe("isPipelineStack", () => {
  const stack = `${pipelineName("acme", pipelineId("web-shop", "main"))}-prod-stack`;

  it.each([
    [stack, true],
    [stack.replace("-stack", "-0a1b2c3d4e-stack"), true],
    [stack.replace("acme-", "acmecd-"), false],
    [stack.replace("-stack", ""), false],
    ["acme-network-stack", false],
    ["acme-web--shop-stack", false],
  ])("%s: %s", (name, expected) => {
    expect(isPipelineStack(name, "acme")).toBe(expected);
  });
});
