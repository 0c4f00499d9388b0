import { describe, expect, it } from "vitest";
import { modelOf, rendered } from "../../testing/items/compile.js";
import { exampleItem, exampleItems } from "../../testing/items/examples.js";
import { environment, itemWith } from "../../testing/items/items.js";
import { permissiveSettings } from "../../testing/items/permissive-settings.js";
import { quotaUse } from "./account-quotas.js";

/** What a stack takes, as Terraform would make it: its own resources, and those of its modules. */
function made(name: string): Record<string, number> {
  const stack = rendered(modelOf(exampleItem(name)), permissiveSettings) as {
    resource: Record<string, Record<string, unknown>>;
    module: Record<string, { source: string; tests?: object; tests_roles?: object }>;
  };
  const own = (type: string) => Object.keys(stack.resource[type] ?? {}).length;
  const modules = Object.values(stack.module);
  const tests = modules.map((module) => Object.keys(module.tests ?? {}).length);
  const projects = modules.filter(({ source }) => source.includes("codebuild-project")).length;
  return {
    roles: own("aws_iam_role") + modules.flatMap((module) => Object.keys(module.tests_roles ?? {})).length,
    rules: own("aws_cloudwatch_event_rule"),
    pipelines: own("aws_codepipeline"),
    projects: projects + tests.reduce((sum, one) => sum + one, 0),
    buckets: own("aws_s3_bucket"),
    keys: own("aws_kms_key"),
  };
}

describe("the quotas that pipelines take a part of", () => {
  it.each([...exampleItems().keys()])("are counted as Terraform would make it: %s", (name) => {
    const taken = quotaUse([modelOf(exampleItem(name))]).map(({ quota, taken }) => [
      quota.counts,
      taken - quota.own,
    ]);
    expect(Object.fromEntries(taken)).toEqual(made(name));
  });

  it("are taken by the control plane and all pipelines together", () => {
    const one = modelOf(exampleItem("build-only.yaml"));
    const [roles] = quotaUse([one, one]);
    expect(roles).toMatchObject({ quota: { service: "IAM", byDefault: 1_000 }, taken: 10 });
  });

  it("count a role for each source of an environment's tests", () => {
    const testOf = (Repository: string) => ({ Run: true, Repository, Branch: "main" });
    const takenWith = (Tests: object) =>
      quotaUse([modelOf(itemWith({ Prod: environment({ Tests }) }))])[0]?.taken ?? Number.NaN;
    const [Smoke, Load] = [testOf("webshop-tests"), testOf("load-tests")];
    expect(takenWith({ Smoke, Load }) - takenWith({ Smoke })).toBe(1);
    expect(takenWith({ Smoke, Load: Smoke }) - takenWith({ Smoke })).toBe(0);
  });
});
