import { describe, expect, it } from "vitest";
import { modelOf, rendered } from "../../testing/items/compile.js";
import { exampleItem, exampleItems } from "../../testing/items/examples.js";
import { environment, itemWith } from "../../testing/items/items.js";
import { permissiveSettings } from "../../testing/items/permissive-settings.js";
import { quotaUse } from "./account-quotas.js";

type ModuleCall = { source: string } & Partial<
  Record<"tests" | "tests_roles" | "deployment_projects" | "deployment_roles", object>
>;

/** What a stack takes, as Terraform would make it: its own resources, and those of its modules. */
function made(name: string): Record<string, number> {
  const stack = rendered(modelOf(exampleItem(name)), permissiveSettings) as {
    resource: Record<string, Record<string, unknown>>;
    module: Record<string, ModuleCall>;
  };
  const own = (type: string) => Object.keys(stack.resource[type] ?? {}).length;
  const modules = Object.values(stack.module);
  const tests = modules.map(
    ({ tests: run, deployment_projects: deploy }) => Object.keys({ ...run, ...deploy }).length,
  );
  const projects = modules.filter(({ source }) => source.includes("codebuild-project")).length;
  return {
    roles:
      own("aws_iam_role") +
      modules.flatMap(({ tests_roles, deployment_roles }) => [
        ...Object.keys(tests_roles ?? {}),
        ...Object.keys(deployment_roles ?? {}),
      ]).length,
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
    expect(roles).toMatchObject({ quota: { service: "IAM", byDefault: 1_000 }, taken: 11 });
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
