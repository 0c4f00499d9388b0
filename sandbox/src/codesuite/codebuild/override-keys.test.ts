import { describe, expect, it } from "vitest";
import { overrideKeys } from "./override-keys.js";

const projectName = "shop";

describe("the condition keys of a call that starts a build", () => {
  it("are none where the build is as its project", () => {
    expect(overrideKeys({ projectName, idempotencyToken: "once", sourceVersion: "main" })).toEqual({});
    expect(overrideKeys({ projectName, environmentVariablesOverride: [] })).toEqual({});
  });

  it("tell what is given in its place, of a buildspec only that one is", () => {
    const environmentVariablesOverride = [{ name: "STAGE", value: "prod" }];
    const serviceRoleOverride = "arn:aws:iam::111111111111:role/other";
    expect(
      overrideKeys({
        projectName,
        buildspecOverride: "version: 0.2",
        environmentVariablesOverride,
        serviceRoleOverride,
      }),
    ).toEqual({
      "codebuild:source.buildspec": "true",
      "codebuild:environment.environmentVariables.name": ["STAGE"],
      "codebuild:serviceRole": serviceRoleOverride,
    });
  });
});
