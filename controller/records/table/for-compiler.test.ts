import { describe, expect, it } from "vitest";
import { parseItem, safeParseItem } from "../../../compiler/index.js";
import { forCompiler } from "./for-compiler.js";

const deployment = (Order?: number) => ({
  AwsAccountId: "222222222222",
  Deploy: true,
  ...(Order && { Order }),
});
const item = {
  RepoName: "webshop",
  RepoTag: "main",
  BuildImage: "aws/codebuild/standard:7.0",
  BuildSpecFile: "buildspec.yml",
  DeploymentConfigurations: { Alpha: deployment(1), Prod: deployment(2) },
};

describe("forCompiler", () => {
  it("leaves an item without sets as it is", () => {
    expect(forCompiler(item)).toBe(item);
  });

  it("gives an item with a set in a form that means the same", () => {
    const emails = (list: unknown) => ({
      ...item,
      DeploymentConfigurations: { Alpha: { ...deployment(1), Capabilities: list } },
    });
    const capabilities = ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"];
    const given = forCompiler(emails(new Set(capabilities)));
    expect(parseItem(given)).toEqual(parseItem(emails(capabilities)));
  });

  it("lets the compiler refuse an order that is a set", () => {
    const plain = { Alpha: deployment(), Prod: deployment() };
    const ordered = {
      ...item,
      DeploymentConfigurations: plain,
      EnvironmentOrder: new Set(["Alpha", "Prod"]),
    };
    expect(safeParseItem(forCompiler(ordered)).ok).toBe(false);
  });
});
