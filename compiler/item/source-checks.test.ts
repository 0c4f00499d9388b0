import { describe, expect, it } from "vitest";
import { diagnosticsOf, problemsOf } from "../../testing/expect/problems.js";
import { item, itemWithTest } from "../../testing/items/items.js";
import { defaultSettings } from "../settings/index.js";

const ConnectionArn =
  "arn:aws:codeconnections:us-east-1:111111111111:connection/0a1b2c3d-0000-4000-8000-1234567890ab";
const connection = { Type: "CodeConnections", ConnectionArn };
const bucket = { Type: "S3", Bucket: "acme-releases", Key: "webshop/source.zip" };
const smoke = "/DeploymentConfigurations/Prod/Tests/Smoke";

describe("the application's source", () => {
  it.each([
    { RepoName: "webshop" },
    { RepoName: "webshop", Source: { Type: "CodeCommit" } },
    { RepoName: "acme/webshop", Source: connection },
    { RepoName: "acme/shops/webshop", Source: connection },
    { RepoName: "any-name", Source: bucket },
  ])("may be %j", (keys) => {
    expect(problemsOf(item(keys))).toEqual([]);
  });

  it.each([
    [{ Source: { Type: "S3" } }, ["item.missing-key /Source/Bucket", "item.missing-key /Source/Key"]],
    [{ RepoName: "a/b", Source: { Type: "CodeConnections" } }, ["item.missing-key /Source/ConnectionArn"]],
    [{ Source: {} }, ["item.missing-key /Source/Type"]],
    [{ RepoName: "acme/webshop", Source: { Type: "GitHub" } }, ["item.not-allowed /Source/Type"]],
    [{ Source: { Type: "CodeCommit", Bucket: "acme-releases" } }, ["item.unknown-key /Source/Bucket"]],
    [{ Source: connection }, ["item.repository /RepoName"]],
    [{ RepoName: "acme/webshop" }, ["item.repository /RepoName"]],
    [{ RepoName: "x".repeat(101) }, ["item.repository /RepoName"]],
    [{ RepoName: "webshop.git" }, ["item.repository /RepoName"]],
    [{ RepoName: ".." }, ["item.wrong-value /RepoName"]],
    [{ RepoName: "acme/../webshop", Source: connection }, ["item.wrong-value /RepoName"]],
    [{ RepoName: "${x}" }, ["item.wrong-value /RepoName"]],
    [{ Source: { ...bucket, Bucket: "UPPER" } }, ["item.wrong-value /Source/Bucket"]],
    [{ Source: { ...bucket, Key: "*.zip" } }, ["item.wrong-value /Source/Key"]],
    [
      { RepoName: "a/b", Source: { ...connection, ConnectionArn: "arn:x" } },
      ["item.wrong-value /Source/ConnectionArn"],
    ],
  ])("may not be %j", (keys, problems) => {
    expect(problemsOf(item(keys))).toEqual(problems);
  });

  it("takes repositories of 100 characters", () => {
    expect(problemsOf(item({ RepoName: "x".repeat(100) }))).toEqual([]);
  });

  it("shows how to name a connection when a repository has an owner", () => {
    expect(diagnosticsOf(item({ RepoName: "acme/webshop" }))[0]?.hint).toContain('"Type": "CodeConnections"');
  });

  it("says what a bucket must do when it is missing", () => {
    expect(diagnosticsOf(item({ Source: { Type: "S3", Key: "x.zip" } }))[0]?.hint).toBe(
      "Add Bucket: the name of a bucket that is versioned and sends its events to EventBridge.",
    );
  });

  it.each([
    ["the state of all pipelines", "stagewright-state", ["item.own-bucket /Source/Bucket"]],
    ["another's artifacts", "stagewright-a--bcdefghijk-111111111111", ["item.own-bucket /Source/Bucket"]],
    ["releases of anybody", "stagewright-releases", []],
  ])("may not be stagewright's own bucket: %s", (_, Bucket, problems) => {
    expect(problemsOf(item({ Source: { ...bucket, Bucket } }))).toEqual(problems);
  });

  it("uses a connection of the central account", () => {
    const written = item({ RepoName: "a/b", Source: connection });
    const settings = (centralAccount: string) => ({ settings: { ...defaultSettings(), centralAccount } });
    expect(problemsOf(written, settings("111111111111"))).toEqual([]);
    expect(problemsOf(written, settings("999999999999"))).toEqual([
      "item.connection-elsewhere /Source/ConnectionArn",
    ]);
  });
});

describe("a test's source", () => {
  it.each([
    [{ Source: bucket }, {}],
    [{ Repository: "acme/tests" }, { RepoName: "a/b", Source: connection }],
    [
      { Repository: "acme/tests", Source: { Type: "CodeConnections" } },
      { RepoName: "a/b", Source: connection },
    ],
    [{ Source: { Type: "CodeCommit" } }, { Source: bucket }],
    [{ Run: false }, { Source: bucket }],
  ])("may be %j for an application %j", (test, application) => {
    expect(problemsOf(itemWithTest(test, application))).toEqual([]);
  });

  it("must be said if the application comes from S3", () => {
    expect(problemsOf(itemWithTest({}, { Source: bucket }))).toEqual([`item.missing-key ${smoke}/Source`]);
  });

  it("is named as the application's, if it is of that kind", () => {
    expect(problemsOf(itemWithTest({}, { RepoName: "a/b", Source: connection }))).toEqual([
      `item.repository ${smoke}/Repository`,
    ]);
  });

  it("needs a connection of its own, if the application has none", () => {
    expect(problemsOf(itemWithTest({ Repository: "a/b", Source: { Type: "CodeConnections" } }))).toEqual([
      `item.missing-key ${smoke}/Source/ConnectionArn`,
    ]);
  });

  it("is left alone while the application's is wrong", () => {
    expect(problemsOf(itemWithTest({ Repository: "a/b" }, { Source: { Type: "GitHub" } }))).toEqual([
      "item.not-allowed /Source/Type",
    ]);
  });
});
