import { describe, expect, it } from "vitest";
import { modelOf } from "../../../../testing/items/compile.js";
import { environment, itemWith } from "../../../../testing/items/items.js";
import { stackNamesOf } from "../../../../testing/stacks-of.js";
import { checkSettings } from "../../../settings/index.js";
import { formationRoleOf } from "../../formation-role.js";
import { testRoleOf } from "../../job/index.js";

function settingsWith(childAccount: object) {
  const { settings } = checkSettings({ childAccount });
  if (!settings) throw new Error("The settings of this test are wrong.");
  return settings;
}

const isolated = { isolation: "repository", repositories: ["webshop"] };

const formationOf = (childAccount: object, repository: string) =>
  formationRoleOf(repository, settingsWith(childAccount));
const testOf = (childAccount: object, repository: string) =>
  testRoleOf("222222222222", repository, settingsWith(childAccount)).name;

describe("the roles that a pipeline takes in target accounts", () => {
  it("are the same for all repositories, unless they are isolated", () => {
    expect(formationOf({}, "webshop")).toBe(formationOf({}, "payments"));
  });

  it("tell isolated repositories apart, however alike their names are", () => {
    const names = ["web.shop", "web-shop", "Web-Shop", `${"w".repeat(30)}a`, `${"w".repeat(30)}b`, "___"].map(
      (repository) => formationOf(isolated, repository),
    );
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^ChildAccountFormationRole(-[a-z0-9]+)+$/);
    expect(Math.max(...names.map((name) => name.length))).toBeLessThanOrEqual(64);
  });

  it("give tests the formation role where the settings name it, and only there", () => {
    const old = { ...isolated, testRole: "ChildAccountFormationRole" };
    expect(testOf(old, "webshop")).toBe(formationOf(old, "webshop"));
    expect(testOf(isolated, "webshop")).toBe("ChildAccountTestRole");
  });
});

describe("a pipeline of an isolated repository", () => {
  const pipeline = modelOf(itemWith({ Prod: environment() }), settingsWith(isolated));

  it("takes its own formation role, which alone reads its artifacts beside the deployer", () => {
    expect(pipeline.readers.map(({ name }) => name)).toEqual([
      expect.stringMatching(/^ChildAccountFormationRole-webshop-[0-9a-f]{10}$/),
      "ChildAccountDeployerRole",
    ]);
  });

  it("deploys stacks whose names end in the repository's hash", () => {
    expect(stackNamesOf(pipeline)).toEqual([expect.stringMatching(/-prod-[0-9a-f]{10}-stack$/)]);
    const shared = modelOf(itemWith({ Prod: environment() }), settingsWith({}));
    expect(stackNamesOf(shared)).toEqual([`${shared.name}-prod-stack`]);
  });
});
