import { describe, expect, it } from "vitest";
import { checkSettings } from "./check-settings.js";

const problemsOf = (image: string) =>
  checkSettings({ controller: { image } }).problems.map(({ code, path }) => `${code} ${path}`);

describe("the controller's image", () => {
  it.each([
    "aws/codebuild/amazonlinux-x86_64-standard:5.0",
    "aws/codebuild/standard:7.0",
    "333333333333.dkr.ecr.eu-west-1.amazonaws.com/tools/node:22",
    "public.ecr.aws/docker/library/node:20",
  ])("may be %s", (image) => {
    expect(problemsOf(image)).toEqual([]);
  });

  it.each([
    "aws/codebuild/amazonlinux-aarch64-standard:3.0",
    "aws/codebuild/amazonlinux2-aarch64-standard:2.0",
    "333333333333.dkr.ecr.eu-west-1.amazonaws.com/node-arm64:22",
    "aws/codebuild/amazonlinux-x86_64-lambda-standard:nodejs20",
    "aws/codebuild/windows-base:2022-1.0",
    "aws/codebuild/macos-arm-base:14",
  ])("may not be %s, in which its tools do not run", (image) => {
    expect(problemsOf(image)).toEqual(["settings.image-machine /controller/image"]);
  });

  it("may not be what no registry takes", () => {
    expect(problemsOf("docker-hub://node:22")).toEqual(["settings.image-name /controller/image"]);
  });
});
