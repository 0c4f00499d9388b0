import { describe, expect, it } from "vitest";
import { checkSettings } from "./check-settings.js";

const here = { centralAccount: "111111111111", region: "us-gov-west-1" };
const boundary = (start: string) => ({ ...here, permissionsBoundary: `arn:${start}:policy/boundaries/dev` });
const key = (start: string) => ({ ...here, state: { kmsKeyArn: `arn:${start}:key/0a1b2c3d` } });

const problemsOf = (written: unknown) =>
  checkSettings(written).problems.map(({ code, path, message }) => `${code} ${path} ${message}`);

describe("what the settings name", () => {
  it.each([
    boundary("aws-us-gov:iam::111111111111"),
    boundary("aws-us-gov:iam::aws"),
    key("aws-us-gov:kms:us-gov-west-1:111111111111"),
    key("aws-us-gov:kms:us-gov-west-1:999999999999"),
    { region: "us-gov-west-1", permissionsBoundary: "arn:aws-us-gov:iam::999999999999:policy/x" },
  ])("is where the pipelines are: %j", (written) => {
    expect(problemsOf(written)).toEqual([]);
  });

  it.each([
    [
      boundary("aws-us-gov:iam::999999999999"),
      "/permissionsBoundary",
      "account 999999999999, not 111111111111",
    ],
    [boundary("aws:iam::111111111111"), "/permissionsBoundary", "partition aws, not aws-us-gov"],
    [key("aws-us-gov:kms:us-gov-east-1:111111111111"), "/state/kmsKeyArn", "region us-gov-east-1"],
    [key("aws:kms:us-gov-west-1:111111111111"), "/state/kmsKeyArn", "partition aws, not"],
  ])("is not elsewhere: %j", (written, path, reason) => {
    const [problem = "", ...more] = problemsOf(written);
    expect(problem).toContain(`settings.elsewhere ${path} `);
    expect(problem).toContain(reason);
    expect(more).toEqual([]);
  });
});
