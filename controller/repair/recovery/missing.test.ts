import { describe, expect, it } from "vitest";
import { missingIn, type WholePlan } from "./missing.js";

const role = { mode: "managed", type: "aws_iam_role", name: "tests" } as const;
const policy = {
  mode: "managed",
  type: "aws_iam_role_policy",
  name: "tests",
  expressions: { role: { references: ["aws_iam_role.tests[0].id", "aws_iam_role.tests[0]"] } },
} as const;

function change(
  type: string,
  actions: readonly "create"[] | readonly ("create" | "delete")[],
  after: object,
) {
  const module = "module.Alpha";
  const address = `${module}.${type}.tests[0]`;
  return { address, module_address: module, type, name: "tests", change: { actions, after } };
}

function planOf(...changes: ReturnType<typeof change>[]): WholePlan {
  const module = { resources: [role, policy] };
  const root = { module_calls: { Alpha: { source: "./modules/stage", module } } };
  return { resource_changes: changes, configuration: { root_module: root } };
}

describe("what the state lacks", () => {
  it("is what a plan would create, with what is known of it", () => {
    expect(missingIn(planOf(change("aws_iam_role", ["create"], { name: "shop" })))).toEqual([
      { address: "module.Alpha.aws_iam_role.tests[0]", type: "aws_iam_role", values: { name: "shop" } },
    ]);
  });

  it("is not what a plan would replace: the state has that", () => {
    expect(missingIn(planOf(change("aws_iam_role", ["delete", "create"], { name: "shop" })))).toEqual([]);
  });

  it("has the name of its role also where that is missing itself", () => {
    const plan = planOf(
      change("aws_iam_role", ["create"], { name: "shop" }),
      change("aws_iam_role_policy", ["create"], { name: "tests" }),
    );
    expect(missingIn(plan)[1]?.values).toEqual({ name: "tests", role: "shop" });
  });

  it("has no role where that is neither missing nor known", () => {
    const plan = planOf(change("aws_iam_role_policy", ["create"], { name: "tests" }));
    expect(missingIn(plan)[0]?.values.role).toBeUndefined();
  });
});
