import { describe, expect, it } from "vitest";
import { modelOf } from "../../testing/items/compile.js";
import { environment, itemWith } from "../../testing/items/items.js";
import { checkSettings } from "../settings/index.js";
import { targetRoles } from "./target-roles.js";

function settingsWith(childAccount: object) {
  const { settings } = checkSettings({ childAccount });
  if (!settings) throw new Error("The settings of this test are wrong.");
  return settings;
}

const isolated = { isolation: "repository", repositories: ["webshop"] };

describe("targetRoles", () => {
  it("are the same for all repositories, unless they are isolated", () => {
    const { childAccount } = settingsWith({});
    expect(targetRoles(childAccount, "webshop")).toEqual(targetRoles(childAccount, "payments"));
  });

  it("tell isolated repositories apart, however alike their names are", () => {
    const { childAccount } = settingsWith(isolated);
    const names = ["web.shop", "web-shop", "Web-Shop", `${"w".repeat(30)}a`, `${"w".repeat(30)}b`, "___"].map(
      (repository) => targetRoles(childAccount, repository).formation,
    );
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^ChildAccountFormationRole(-[a-z0-9]+)+$/);
    expect(Math.max(...names.map((name) => name.length))).toBeLessThanOrEqual(64);
  });

  it("give tests the formation role where the settings name it, and only there", () => {
    const old = { ...isolated, testRole: "ChildAccountFormationRole" };
    const roles = targetRoles(settingsWith(old).childAccount, "webshop");
    expect(roles.test).toBe(roles.formation);
    expect(targetRoles(settingsWith(isolated).childAccount, "webshop").test).toBe("ChildAccountTestRole");
  });
});

describe("a pipeline of an isolated repository", () => {
  const pipeline = modelOf(itemWith({ Prod: environment() }), settingsWith(isolated));

  it("takes its own formation role, which alone reads its artifacts beside the deployer", () => {
    const [deployment] = pipeline.environments;
    expect(deployment?.roles.formation.name).toMatch(/^ChildAccountFormationRole-webshop-[0-9a-f]{10}$/);
    expect(pipeline.readers.map(({ name }) => name)).toEqual([
      deployment?.roles.formation.name,
      "ChildAccountDeployerRole",
    ]);
  });

  it("deploys stacks whose names end in the repository's hash", () => {
    expect(pipeline.environments[0]?.stackName).toMatch(/-prod-[0-9a-f]{10}-stack$/);
    const shared = modelOf(itemWith({ Prod: environment() }), settingsWith({}));
    expect(shared.environments[0]?.stackName).toBe(`${shared.name}-prod-stack`);
  });
});
