import { describe, expect, it } from "vitest";
import { PolicyDecisions, roleOf } from "./decisions.js";

const asked = { principal: "", action: "codebuild:StartBuild", resource: "*", keys: {} };
const session = (name: string) => `arn:aws:sts::111111111111:assumed-role/dispatcher/${name}`;

describe("decisions of policies", () => {
  it("are kept once for all sessions of a role, with the last answer", () => {
    const decisions = new PolicyDecisions();
    decisions.add({ ...asked, principal: session("one"), allowed: false });
    decisions.add({ ...asked, principal: session("two"), allowed: true });
    const principal = "arn:aws:iam::111111111111:role/dispatcher";
    expect(decisions.list()).toEqual([{ ...asked, principal, allowed: true }]);
  });

  it("differ where the action, the resource or a key of the request does", () => {
    const decisions = new PolicyDecisions();
    const principal = session("one");
    for (const more of [{}, { resource: "x" }, { action: "codebuild:StopBuild" }, { keys: { a: "b" } }])
      decisions.add({ ...asked, ...more, principal, allowed: true });
    expect(decisions.list()).toHaveLength(4);
  });

  it("know a user by the user's own ARN", () => {
    expect(roleOf("arn:aws:iam::111111111111:user/ann")).toBe("arn:aws:iam::111111111111:user/ann");
  });
});
