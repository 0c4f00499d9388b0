import { describe, expect, it } from "vitest";
import type { AccountPlan } from "../../../child-account/index.js";
import { transcript } from "../../../testing/expect/transcript.js";
import type { ResourceChange } from "../../../toolchain/index.js";
import { Exit } from "../../shared/exit.js";
import { applyPlans, printPlan } from "./apply-plans.js";

const role = (name: string, ...actions: ResourceChange["change"]["actions"]): ResourceChange => ({
  ...{ address: `module.roles.aws_iam_role.${name}`, type: "aws_iam_role", name },
  change: { actions },
});

function plansOf(...accounts: [account: string, ...changes: ResourceChange[]][]) {
  const applied: string[] = [];
  const plans: AccountPlan[] = accounts.map(([account, ...changes]) => ({
    account,
    changes,
    apply: async () => void applied.push(account),
  }));
  return { plans, applied };
}

const two = () => plansOf(["222222222222", role("deployer", "create")], ["333333333333"]);

describe("sayPlan", () => {
  it("shows what would be made, changed, removed and made anew, and where nothing would", () => {
    const { plans } = plansOf(
      ["222222222222", role("deployer", "create"), role("test", "update")],
      ["333333333333", role("test", "delete"), role("formation", "delete", "create")],
      ["444444444444"],
    );
    const out = transcript();
    for (const plan of plans) printPlan(plan, out);
    expect(out.lines).toEqual([
      "222222222222",
      "  + module.roles.aws_iam_role.deployer",
      "  ~ module.roles.aws_iam_role.test",
      "333333333333",
      "  - module.roles.aws_iam_role.test",
      "  -/+ module.roles.aws_iam_role.formation",
      "444444444444 nothing to change",
    ]);
  });
});

describe("applyPlans", () => {
  it("changes the accounts where something is to change, when that was said beforehand", async () => {
    const { plans, applied } = two();
    const out = transcript();
    await applyPlans(plans, "Apply this", { yes: true }, out);
    expect(applied).toEqual(["222222222222"]);
    expect(out.lines).toEqual(["222222222222: done."]);
  });

  it("does nothing where nobody can be asked, which is wrong usage", async () => {
    const { plans, applied } = two();
    const out = transcript();
    await expect(applyPlans(plans, "Apply this", {}, out)).rejects.toEqual(new Exit(2));
    expect(applied).toEqual([]);
    expect(out.lines.join("\n")).toContain("Apply this in 1 account?");
  });

  it("asks nobody where nothing is to change", async () => {
    await applyPlans(plansOf(["333333333333"]).plans, "Apply this", {}, transcript());
  });
});
