import { describe, expect, it } from "vitest";
import { artifactKey } from "./build.js";
import { isInlineBuildspec } from "./project-rules.js";
import { objectAddress } from "./source.js";

/** The examples of the API reference, ProjectArtifacts.name. */
describe("an artifact's key", () => {
  it.each([
    [{ path: "MyArtifacts", name: "MyArtifact.zip" }, "MyArtifacts/MyArtifact.zip"],
    [
      { path: "MyArtifacts", namespaceType: "BUILD_ID" as const, name: "MyArtifact.zip" },
      "MyArtifacts/1234/MyArtifact.zip",
    ],
    [{ name: "/" }, ""],
    [{ path: "MyArtifacts", namespaceType: "BUILD_ID" as const, name: "/" }, "MyArtifacts/1234"],
    [{ path: "/a/b/", name: "c" }, "a/b/c"],
  ])("of %j is %s", (artifacts, key) => {
    expect(artifactKey({ type: "S3", ...artifacts }, "web:1234")).toBe(key);
  });

  it("has the buildspec's name when that overrides", () => {
    expect(artifactKey({ type: "S3", path: "p", name: "project" }, "web:1", "named")).toBe("p/named");
  });
});

describe("the address of an object", () => {
  it.each([
    ["bucket/a/b.zip", { bucket: "bucket", key: "a/b.zip" }],
    ["arn:aws:s3:::bucket/a/b.zip", { bucket: "bucket", key: "a/b.zip" }],
    ["bucket", { bucket: "bucket", key: "" }],
  ])("is read from %s", (location, address) => {
    expect(objectAddress(location)).toEqual(address);
  });
});

describe("a buildspec", () => {
  it.each([
    "version: 0.2",
    '{"version": "0.2"}',
    "# note\nversion: 0.2",
    "phases:\n  build: {}\nversion: 0.2",
  ])("is inline: %j", (text) => expect(isInlineBuildspec(text)).toBe(true));

  it.each([undefined, "", "buildspec.yml", "path/version.yml", "arn:aws:s3:::bucket/buildspec.yml"])(
    "is not inline: %j",
    (text) => expect(isInlineBuildspec(text)).toBe(false),
  );
});
