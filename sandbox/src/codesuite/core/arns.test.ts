import { describe, expect, it } from "vitest";
import { arnAt, tryParseArn } from "./arns.js";

describe("ARNs", () => {
  it.each([
    ["eu-west-1", "aws"],
    ["cn-north-1", "aws-cn"],
    ["us-gov-west-1", "aws-us-gov"],
  ])("in %s are of partition %s", (region, partition) => {
    const arn = arnAt({ accountId: "111111111111", region }, "codebuild", "project/web");
    expect(arn).toBe(`arn:${partition}:codebuild:${region}:111111111111:project/web`);
  });

  it("are taken apart, colons in the resource kept", () => {
    expect(tryParseArn("arn:aws:logs:eu-west-1:111111111111:log-group:a:b")).toEqual({
      partition: "aws",
      service: "logs",
      region: "eu-west-1",
      accountId: "111111111111",
      resource: "log-group:a:b",
    });
  });

  it("of global resources have an empty region", () => {
    expect(tryParseArn("arn:aws:iam::111111111111:role/a")).toMatchObject({ region: "", resource: "role/a" });
  });

  it.each(["", "web", "arn:aws", "arn:aws:iam::111111111111", "urn:aws:iam::1:role/a"])(
    "%j is none",
    (text) => {
      expect(tryParseArn(text)).toBeUndefined();
    },
  );
});
