import { describe, expect, it } from "vitest";
import { environment, itemWith, test } from "../../testing/items/items.js";
import { permissiveSettings as settings } from "../../testing/items/permissive-settings.js";
import { parseItem } from "../item/index.js";
import { safeBuildPipeline } from "./build-pipeline.js";

const environments = (count: number, keys: object = {}) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`e${index}`, environment({ Order: index, ...keys })]),
  );
const tests = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`t${index}`, test()]));

/** What is wrong with a pipeline of these environments, as `code message`. */
function problemsOf(environments: Record<string, unknown>): string[] {
  const written = itemWith(environments, { EnvironmentOrder: undefined });
  const result = safeBuildPipeline(parseItem(written, { settings }), { settings, file: "item.json" });
  return result.ok ? [] : result.diagnostics.map(({ code, message }) => `${code}: ${message}`);
}

describe("safeBuildPipeline", () => {
  it.each([
    { environments: 48, keys: {} },
    { environments: 48, keys: { ManualApproval: true } },
  ])("takes $environments environments with $keys: 50 stages", ({ environments: count, keys }) => {
    expect(problemsOf(environments(count, keys))).toEqual([]);
  });

  it.each([
    { environments: 49, keys: {}, stages: 51 },
    { environments: 49, keys: { ManualApproval: true }, stages: 51 },
  ])("refuses $environments environments with $keys", ({ environments: count, keys, stages }) => {
    expect(problemsOf(environments(count, keys))).toEqual([
      `pipeline.too-many-stages: The pipeline would have ${stages} stages; CodePipeline allows 50.`,
    ]);
  });

  it("does not count environments that are not deployed", () => {
    expect(
      problemsOf({
        ...environments(48),
        off: environment({ Order: 100, Deploy: false, ManualApproval: true }),
      }),
    ).toEqual([]);
  });

  it("takes 48 tests in an environment: 50 actions in its stage", () => {
    expect(problemsOf(environments(1, { Tests: tests(48) }))).toEqual([]);
  });

  it("refuses 49 tests in an environment", () => {
    expect(problemsOf(environments(1, { Tests: tests(49) }))).toEqual([
      "pipeline.too-many-actions: The stage BuildAndDeployToe0 would have 51 actions; CodePipeline allows 50.",
    ]);
  });

  it("counts an approval among the actions of its environment's stage", () => {
    expect(problemsOf(environments(1, { ManualApproval: true, Tests: tests(47) }))).toEqual([]);
    expect(problemsOf(environments(1, { ManualApproval: true, Tests: tests(48) }))).toEqual([
      "pipeline.too-many-actions: The stage BuildAndDeployToe0 would have 51 actions; CodePipeline allows 50.",
    ]);
  });

  it("takes 49 tests in all: 50 sources", () => {
    const [small, large] = [{ Tests: tests(24) }, { Tests: tests(25) }];
    expect(
      problemsOf({ a: environment({ Order: 1, ...small }), b: environment({ Order: 2, ...large }) }),
    ).toEqual([]);
    expect(problemsOf(environments(2, large))).toEqual([
      "pipeline.too-many-actions: The stage Source would have 51 actions; CodePipeline allows 50.",
    ]);
  });

  it("does not count tests that do not run", () => {
    const Tests = { ...tests(48), off: test({ Run: false }) };
    expect(problemsOf(environments(1, { Tests }))).toEqual([]);
  });

  it("says every quota that is broken, each with file and place", () => {
    const written = itemWith(environments(49, { Tests: tests(2) }), { EnvironmentOrder: undefined });
    const result = safeBuildPipeline(parseItem(written, { settings }), { settings, file: "item.json" });
    expect(result).toMatchObject({
      ok: false,
      diagnostics: [
        {
          file: "item.json",
          path: "/DeploymentConfigurations",
          code: "pipeline.too-many-stages",
          value: "51",
        },
        {
          file: "item.json",
          path: "/DeploymentConfigurations",
          code: "pipeline.too-many-actions",
          value: "99",
        },
        // The build may not write the sources of so many tests.
        { file: "item.json", path: "", code: "pipeline.policy-too-long" },
      ],
    });
  });
});
