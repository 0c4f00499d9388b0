import { describe, expect, it } from "vitest";
import { checkSettings } from "./check-settings.js";

const problemsOf = (childAccount: object) =>
  checkSettings({ childAccount }).problems.map(({ code, path }) => `${code} ${path}`);

describe("settings of target accounts", () => {
  it.each([
    { repositories: ["acme/*"] },
    { isolation: "repository", repositories: ["webshop"] },
    { isolation: "repository", repositories: ["webshop"], formationRole: "r".repeat(33) },
    { deployerServices: ["iam"], permissionsBoundary: "boundary" },
    { accounts: { "222222222222": { assume: ["arn:aws:iam::222222222222:role/Admin"] } } },
  ])("may be %j", (childAccount) => {
    expect(problemsOf(childAccount)).toEqual([]);
  });

  it.each([
    [{ isolation: "repository" }, "settings.isolation-pattern /childAccount/repositories/0"],
    [
      {
        isolation: "repository",
        repositories: ["webshop"],
        accounts: { "222222222222": { repositories: ["a*"] } },
      },
      "settings.isolation-pattern /childAccount/accounts/222222222222/repositories/0",
    ],
    [
      { isolation: "repository", repositories: ["webshop"], formationRole: "r".repeat(34) },
      "settings.role-too-long /childAccount/formationRole",
    ],
    [{ deployerServices: ["s3", "iam"] }, "settings.iam-without-boundary /childAccount/deployerServices/1"],
    [{ accounts: { dev: {} } }, "settings.wrong-value /childAccount/accounts/dev"],
    [{ deployerPolicy: ["s3:*"] }, "settings.wrong-type /childAccount/deployerPolicy/0"],
  ])("may not be %j", (childAccount, problem) => {
    expect(problemsOf(childAccount)).toEqual([problem]);
  });
});
