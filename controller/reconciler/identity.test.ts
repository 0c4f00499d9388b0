import { hostname, userInfo } from "node:os";
import { describe, expect, it } from "vitest";
import { identityFrom } from "./identity.js";

const build = "arn:aws:codebuild:eu-west-1:111111111111:build/stagewright_control-reconciler:1-2";
const who = `${userInfo().username}@${hostname()}`;

describe("who reconciles", () => {
  it("is a process of this machine on a laptop, with no log elsewhere", () => {
    expect(identityFrom({})).toEqual({ owner: `${hostname()}/${process.pid}`, who });
  });

  it("is the build in a build, with the link that CodeBuild gives", () => {
    const environment = { CODEBUILD_BUILD_ARN: build, CODEBUILD_BUILD_URL: "https://log" };
    expect(identityFrom(environment)).toEqual({ owner: build, who, log: "https://log" });
  });

  it("has a link to the console where CodeBuild gives none", () => {
    const { log } = identityFrom({ CODEBUILD_BUILD_ARN: build });
    expect(log).toBe(
      "https://eu-west-1.console.aws.amazon.com/codesuite/codebuild/111111111111/projects/" +
        "stagewright_control-reconciler/build/stagewright_control-reconciler%3A1-2/log?region=eu-west-1",
    );
  });

  it.each([
    ["aws-cn", "cn-north-1", "https://cn-north-1.console.amazonaws.cn/"],
    ["aws-us-gov", "us-gov-west-1", "https://us-gov-west-1.console.amazonaws-us-gov.com/"],
  ])("has a link to the console of partition %s", (partition, region, start) => {
    const arn = build.replace("arn:aws:", `arn:${partition}:`).replace("eu-west-1", region);
    expect(identityFrom({ CODEBUILD_BUILD_ARN: arn }).log?.startsWith(start)).toBe(true);
  });
});
