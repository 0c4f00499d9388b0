import { describe, expect, it } from "vitest";
import { allow, arn, bucketArn, dnsSuffixOf, parseArn, partitionOf, policy, roleArn } from "./index.js";

const here = { partition: "aws", region: "eu-west-1", account: "111111111111" };

describe("an ARN", () => {
  it("names service, region, account and resource", () => {
    expect(arn("codebuild", "project/a", here)).toBe("arn:aws:codebuild:eu-west-1:111111111111:project/a");
  });

  it("of a role stands in no region, of a bucket in no account either", () => {
    expect(roleArn("a", here)).toBe("arn:aws:iam::111111111111:role/a");
    expect(bucketArn("a/b.zip", here)).toBe("arn:aws:s3:::a/b.zip");
  });

  it("is read back into its parts, with colons in the resource", () => {
    const parts = { ...here, service: "secretsmanager", resource: "secret:a:b:c" };
    expect(parseArn("arn:aws:secretsmanager:eu-west-1:111111111111:secret:a:b:c")).toEqual(parts);
  });

  it.each(["", "arn", "arn:aws:s3", "webshop/token:key", "arn:aws:s3:::"])("is not what %j is", (text) => {
    expect(parseArn(text)).toBeUndefined();
  });
});

describe("the partition of a region", () => {
  it.each([
    ["eu-west-1", "aws"],
    ["cn-north-1", "aws-cn"],
    ["us-gov-west-1", "aws-us-gov"],
    ["us-iso-east-1", "aws-iso"],
    ["us-isob-east-1", "aws-iso-b"],
    ["us-isof-south-1", "aws-iso-f"],
    ["eu-isoe-west-1", "aws-iso-e"],
    ["eusc-de-east-1", "aws-eusc"],
  ])("of %s is %s", (region, partition) => {
    expect(partitionOf(region)).toBe(partition);
  });

  it.each([
    ["eu-west-1", "amazonaws.com"],
    ["us-gov-west-1", "amazonaws.com"],
    ["cn-north-1", "amazonaws.com.cn"],
  ])("of %s says how the names of hosts end: %s", (region, suffix) => {
    expect(dnsSuffixOf(region)).toBe(suffix);
  });
});

describe("a policy", () => {
  it("leaves out what names no resource, and so grants nothing", () => {
    const statements = [allow("A", ["s3:GetObject"], ["*"]), allow("B", ["s3:GetObject"], [])];
    expect(policy(statements).Statement.map(({ Sid }) => Sid)).toEqual(["A"]);
  });
});
