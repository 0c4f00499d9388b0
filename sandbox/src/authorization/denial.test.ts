import { describe, expect, it } from "vitest";
import { type Denial, denialMessage } from "./denial.js";

const who = "User: arn:aws:sts::111111111111:assumed-role/Builder/run-1";
const project = "arn:aws:codebuild:eu-central-1:111111111111:project/web";
const role = "arn:aws:iam::111111111111:role/Builder";

describe("denialMessage", () => {
  it.each<[Denial["layer"], string, string]>([
    ["identity", "because no identity-based policy allows", "an identity-based policy"],
    ["boundary", "because no permissions boundary allows", "a permissions boundary"],
    ["session", "because no session policy allows", "a session policy"],
    ["resource", "because no resource-based policy allows", "a resource-based policy"],
  ])("names the %s policy that is silent, or denies", (layer, silent, denying) => {
    const refusal = { who, action: "codebuild:StartBuild", resource: project };
    const head = `${who} is not authorized to perform: codebuild:StartBuild on resource: ${project}`;
    expect(denialMessage(refusal, { layer, isExplicit: false })).toBe(
      `${head} ${silent} the codebuild:StartBuild action`,
    );
    expect(denialMessage(refusal, { layer, isExplicit: true })).toBe(
      `${head} with an explicit deny in ${denying}`,
    );
  });

  it("calls the policy of a role its trust policy", () => {
    const refusal = { who, action: "sts:AssumeRole", resource: role };
    expect(denialMessage(refusal, { layer: "resource", isExplicit: false })).toContain(
      "because no role trust policy allows the sts:AssumeRole action",
    );
  });

  it("gives no reason where the role may be missing", () => {
    expect(denialMessage({ who, action: "sts:AssumeRole", resource: role })).toMatch(/role\/Builder$/);
  });
});
