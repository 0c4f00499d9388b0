import type { GetAccountSummaryResponse } from "@aws-sdk/client-iam";
import { describe, expect, it } from "vitest";
import { readAccountRoles, rolesInWords } from "./account-roles.js";

const answering = (answer: () => Promise<GetAccountSummaryResponse>) => ({ send: answer });
const denied = Object.assign(new Error("not authorized to perform: iam:GetAccountSummary"), {
  name: "AccessDenied",
});

describe("the roles of an account", () => {
  it("are read of its own summary, with the quota that AWS gave it", async () => {
    const iam = answering(async () => ({ SummaryMap: { Roles: 12, RolesQuota: 1_000, Users: 3 } }));
    expect(await readAccountRoles(iam)).toEqual({ taken: 12, allowed: 1_000 });
  });

  it("stop nobody who may not ask for them", async () => {
    expect(await readAccountRoles(answering(() => Promise.reject(denied)))).toBeUndefined();
    expect(rolesInWords(undefined)).toContain("iam:GetAccountSummary");
  });

  it("that cannot be asked for another reason are a failure", async () => {
    const lost = answering(() => Promise.reject(new Error("getaddrinfo ENOTFOUND")));
    await expect(readAccountRoles(lost)).rejects.toThrow("ENOTFOUND");
  });

  it("are told as pipelines that there is room for", () => {
    expect(rolesInWords({ taken: 12, allowed: 1_000 })).toBe(
      "This account has 12 of the 1,000 IAM roles that AWS allows it: room for 494 pipelines without tests.",
    );
  });

  it.each([800, 1_000, 1_001])("are told with what to do where %i of 1,000 are taken", (taken) => {
    expect(rolesInWords({ taken, allowed: 1_000 })).toContain("Ask Service Quotas for more");
    expect(rolesInWords({ taken: 799, allowed: 1_000 })).not.toContain("Ask Service Quotas");
  });
});
