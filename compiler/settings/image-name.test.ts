import { describe, expect, it } from "vitest";
import { whyNoImage } from "./image-name.js";

describe("the name of an image", () => {
  it.each([
    "aws/codebuild/standard:7.0",
    "aws/codebuild/amazonlinux-x86_64-lambda-standard:nodejs20",
    "node",
    "node:20-alpine",
    "docker.io/x",
    "localhost:5000/a/b:c",
    "333333333333.dkr.ecr.eu-west-1.amazonaws.com/graviton/node:20",
    "public.ecr.aws/docker/library/node:20",
    `node@sha256:${"0a".repeat(32)}`,
    `ghcr.io/acme/build__x:1_2@sha256:${"0a".repeat(32)}`,
    "a--b/c.d",
  ])("may be %s", (name) => {
    expect(whyNoImage(name)).toBeUndefined();
  });

  it.each([
    ["aws/codebuild/standard:5:0", "two tags"],
    ["docker-hub://node:20", "scheme"],
    ["https://docker.io/node", "scheme"],
    ["Acme/Node:20", "lower-case"],
    ["a//b", "empty"],
    ["node:", "tag"],
    ["node:-x", "tag"],
    ["node@20", "digest"],
    ["a:b/c", "its part a:b"],
    ["a..b", "its part"],
  ])("may not be %s", (name, reason) => {
    expect(whyNoImage(name)).toContain(reason);
  });
});
