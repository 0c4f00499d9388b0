import { expect, test } from "vitest";
import { denialMessage } from "./denial.js";
import { judge, type Question } from "./judge.js";

const principal = "arn:aws:sts::111111111111:assumed-role/Builder/run-1";
const project = "arn:aws:codebuild:eu-central-1:111111111111:project/web";

const policy = (Effect: string, Action: string, more: object = { Resource: "*" }) => ({
  Version: "2012-10-17",
  Statement: [{ Effect, Action, ...more }],
});
const named = (document: unknown) => [{ name: "p", policy: document }];
const all = policy("Allow", "*");

/** Judges a call that Builder makes, and words the refusal. */
async function refusalOf(question: Partial<Question>): Promise<string | undefined> {
  const whole = {
    principal,
    action: "codebuild:StartBuild",
    resource: project,
    keys: {},
    grants: { identityPolicies: [] },
    ...question,
  };
  const { isAllowed, analysis } = await judge(whole);
  return isAllowed ? undefined : denialMessage({ who: `User: ${principal}`, ...whole }, analysis);
}

const head = `User: ${principal} is not authorized to perform: codebuild:StartBuild on resource: ${project}`;

test("What an identity policy allows is allowed", async () => {
  expect(await refusalOf({ grants: { identityPolicies: named(all) } })).toBeUndefined();
});

test.each<[string, Question["grants"], string]>([
  [
    "nothing allows it",
    { identityPolicies: [] },
    "because no identity-based policy allows the codebuild:StartBuild action",
  ],
  [
    "an identity policy denies it",
    { identityPolicies: [...named(all), ...named(policy("Deny", "codebuild:*"))] },
    "with an explicit deny in an identity-based policy",
  ],
  [
    "the boundary does not allow it",
    { identityPolicies: named(all), boundary: named(policy("Allow", "s3:*")) },
    "because no permissions boundary allows the codebuild:StartBuild action",
  ],
  [
    "the boundary denies it",
    { identityPolicies: named(all), boundary: [...named(all), ...named(policy("Deny", "codebuild:*"))] },
    "with an explicit deny in a permissions boundary",
  ],
  [
    "the session policy does not allow it",
    { identityPolicies: named(all), sessionPolicy: policy("Allow", "s3:*") },
    "because no session policy allows the codebuild:StartBuild action",
  ],
  [
    "the session policy denies it",
    { identityPolicies: named(all), sessionPolicy: policy("Deny", "codebuild:*") },
    "with an explicit deny in a session policy",
  ],
])("When %s, the message says so", async (_, grants, reason) => {
  expect(await refusalOf({ grants })).toBe(`${head} ${reason}`);
});

const role = "arn:aws:iam::222222222222:role/Target";
const assuming = { action: "sts:AssumeRole", resource: role, grants: { identityPolicies: named(all) } };
const trust = (Effect: string) =>
  policy(Effect, "sts:AssumeRole", { Principal: { AWS: "arn:aws:iam::111111111111:root" } });

test("A role that trusts somebody else says that its trust policy does not allow it", async () => {
  const other = policy("Allow", "sts:AssumeRole", { Principal: { AWS: "333333333333" } });
  expect(await refusalOf({ ...assuming, resourcePolicy: other })).toContain(
    `on resource: ${role} because no role trust policy allows the sts:AssumeRole action`,
  );
});

test("A role whose trust policy denies says so", async () => {
  expect(await refusalOf({ ...assuming, resourcePolicy: trust("Deny") })).toContain(
    "with an explicit deny in the role trust policy",
  );
});

test("An account that is trusted must itself allow its callers to assume the role", async () => {
  expect(await refusalOf({ ...assuming, resourcePolicy: trust("Allow") })).toBeUndefined();
  const without = { ...assuming, grants: { identityPolicies: [] }, resourcePolicy: trust("Allow") };
  expect(await refusalOf(without)).toContain(
    "because no identity-based policy allows the sts:AssumeRole action",
  );
});

test("An action without a resource level is judged on every resource", async () => {
  const grants = { identityPolicies: named(policy("Allow", "codebuild:ListProjects")) };
  expect(await refusalOf({ action: "codebuild:ListProjects", resource: project, grants })).toBeUndefined();
});

test("Conditions are judged by the keys of the request", async () => {
  const Condition = { StringEquals: { "iam:PassedToService": "codebuild.amazonaws.com" } };
  const grants = { identityPolicies: named(policy("Allow", "iam:PassRole", { Resource: "*", Condition })) };
  const passing = { action: "iam:PassRole", resource: "arn:aws:iam::111111111111:role/Service", grants };
  const to = (service: string) => refusalOf({ ...passing, keys: { "iam:PassedToService": service } });
  expect(await to("codebuild.amazonaws.com")).toBeUndefined();
  expect(await to("codepipeline.amazonaws.com")).toContain("because no identity-based policy");
});

test.each([
  ["codebuild:StartBuilt", project, "StartBuilt does not exist"],
  [
    "codebuild:StartBuild",
    "arn:aws:s3:::bucket",
    "IAM cannot judge codebuild:StartBuild on arn:aws:s3:::bucket",
  ],
])("%s on %s is a question that IAM does not know: it throws", async (action, resource, message) => {
  await expect(refusalOf({ action, resource })).rejects.toThrow(message);
});
