import { describe, expect, it } from "vitest";
import { at, type Json, tryAt } from "../../../testing/expect/json.js";
import { operatorPolicy, siteOf } from "./index.js";
import { installationWith } from "./installation.fixture.js";
import { terraformOf } from "./render.js";

const terraform = { version: "1.11.4", sha256: "0".repeat(64) };
const stackOf = (written: object) =>
  JSON.parse(
    JSON.stringify(terraformOf({ installation: installationWith(written), lambdaSha256: "", protect: true })),
  ) as Json;
const made = (written: object, type: string) =>
  Object.keys((tryAt(stackOf(written), "resource", type) ?? {}) as object);

describe("what Terraform deploys", () => {
  it("has a bucket and a key where the settings say so, and none where they do not", () => {
    expect(made({ terraform }, "aws_s3_bucket")).toContain("deployments");
    expect(made({ terraform }, "aws_kms_key")).toEqual(["deployments"]);
    expect(made({}, "aws_s3_bucket")).toEqual(["state"]);
    expect(made({}, "aws_kms_key")).toEqual([]);
  });

  it("expires as a plan, and stays as what was applied", () => {
    const rules = at(
      ...([stackOf({ terraform }), "resource"] as const),
      ...(["aws_s3_bucket_lifecycle_configuration", "deployments", "rule"] as const),
    );
    expect(rules).toEqual([
      expect.objectContaining({ filter: [{ prefix: "plans/" }], expiration: [{ days: 14 }] }),
      expect.not.objectContaining({ expiration: expect.anything() }),
    ]);
  });

  it.each(["aws_s3_bucket_policy", "aws_kms_key"])(
    "is closed to the roles of target accounts: %s",
    (type) => {
      const policy = JSON.parse(
        String(at(stackOf({ terraform }), "resource", type, "deployments", "policy")),
      );
      const denial = policy.Statement.find(({ Sid }: { Sid: string }) => Sid === "TargetAccountsStayOut");
      expect(denial).toMatchObject({ Effect: "Deny", Principal: "*" });
      const roles = denial.Condition.ArnLike["aws:PrincipalArn"];
      for (const name of ["Deployer", "Apply", "Plan", "Formation", "Test"])
        expect(roles).toContain(`arn:aws:iam::*:role/ChildAccount${name}Role`);
    },
  );

  it("is the operator's to keep, where it is", () => {
    const sids = (written: object) =>
      operatorPolicy(siteOf(installationWith(written))).Statement.map(({ Sid }) => Sid);
    expect(sids({ terraform })).toContain("KeepDeploymentsKey");
    const { length } = JSON.stringify(operatorPolicy(siteOf(installationWith({ terraform }))));
    expect(length).toBeLessThanOrEqual(10_240);
    expect(sids({}).filter((sid) => sid.includes("Deployments"))).toEqual([]);
  });
});
