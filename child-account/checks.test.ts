import { expect, it } from "vitest";
import { checkChildRoles } from "./checks.js";
import { settingsWith, targetSite } from "./settings.fixture.js";

const names = (count: number) => Array.from({ length: count }, (_, index) => `acme/repository-${index + 10}`);
const problemsOf = (childAccount: object) => checkChildRoles(settingsWith(childAccount), targetSite.account);

it("takes as many repositories as a trust policy holds", () => {
  expect(problemsOf({ repositories: names(50) })).toEqual([]);
});

it("says where a trust policy would be too long, and names the way out", () => {
  const [problem, ...others] = problemsOf({ repositories: names(90) });
  expect(problem).toMatchObject({
    code: "account.trust-too-long",
    path: "/childAccount/repositories",
    value: "90",
    hint: expect.stringContaining("pattern"),
  });
  expect(others.map(({ code }) => code)).toEqual(["account.trust-too-long", "account.trust-too-long"]);
  const own = { accounts: { [targetSite.account]: { repositories: names(90) } } };
  expect(problemsOf(own)[0]?.path).toBe(`/childAccount/accounts/${targetSite.account}/repositories`);
});

it("asks for repositories by account where each is isolated, and so cannot be named by a pattern", () => {
  const isolated = { isolation: "repository", repositories: names(90) };
  const asked = { hint: expect.stringContaining("childAccount.accounts") };
  expect(problemsOf(isolated)).toMatchObject([asked, asked]);
  expect(problemsOf({ ...isolated, repositories: names(50) })).toEqual([]);
});

it("says where a policy would be too long", () => {
  const statement = {
    Effect: "Allow",
    Action: "s3:GetObject",
    Resource: `arn:aws:s3:::${"x".repeat(400)}/*`,
  };
  expect(problemsOf({ testPolicy: Array(30).fill(statement) }).map(({ code }) => code)).toEqual([
    "account.policy-too-long",
  ]);
});
