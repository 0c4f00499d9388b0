import { expect, test } from "vitest";
import { isRoot, keysOfCaller, keysOfRequest, keysOfService } from "./context.js";

const caller = (arn: string, roleArn?: string) => ({
  accountId: "111111111111",
  accessKeyId: "KEY",
  arn,
  ...(roleArn && { roleArn }),
});
const session = caller(
  "arn:aws:sts::111111111111:assumed-role/Builder/run-1",
  "arn:aws:iam::111111111111:role/ci/Builder",
);
const user = caller("arn:aws:iam::111111111111:user/people/ann");
const root = caller("arn:aws:iam::111111111111:root");

test("A session goes by the ARN of its role, path included", () => {
  expect(keysOfCaller(session, {})).toMatchObject({
    "aws:PrincipalArn": "arn:aws:iam::111111111111:role/ci/Builder",
    "aws:PrincipalAccount": "111111111111",
    "aws:PrincipalType": "AssumedRole",
  });
  expect(keysOfCaller(session, {})).not.toHaveProperty("aws:username");
});

test("A user goes by the user's own ARN, and has a name", () => {
  expect(keysOfCaller(user, {})).toMatchObject({
    "aws:PrincipalArn": user.arn,
    "aws:PrincipalType": "User",
    "aws:username": "ann",
  });
});

test("Only an account's root is root", () => {
  expect([root, user, session].map(isRoot)).toEqual([true, false, false]);
  expect(keysOfCaller(root, {})["aws:PrincipalType"]).toBe("Account");
});

test("Tags of a caller are keys of their own", () => {
  expect(keysOfCaller(session, { team: "web" })).toMatchObject({ "aws:PrincipalTag/team": "web" });
});

test("A service is known as one", () => {
  expect(keysOfService("codebuild.amazonaws.com")).toEqual({
    "aws:PrincipalIsAWSService": "true",
    "aws:PrincipalServiceName": "codebuild.amazonaws.com",
  });
});

test("A request has a time and counts as safely transported", () => {
  expect(keysOfRequest(new Date(1_767_225_600_500))).toEqual({
    "aws:CurrentTime": "2026-01-01T00:00:00.500Z",
    "aws:EpochTime": "1767225600",
    "aws:SecureTransport": "true",
  });
});
