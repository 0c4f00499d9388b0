import { describe, expect, it } from "vitest";
import { toRecord } from "./to-record.js";

const arn = "arn:aws:iam::111111111111:role/operator";
const decision = {
  principal: arn,
  action: "s3:PutObject",
  resource: "arn:aws:s3:::state/toolchain/x.zip",
  keys: {},
  allowed: true,
};
const record = (...decisions: object[]) =>
  toRecord(
    decisions.map((changes) => ({ ...decision, ...changes })),
    { [arn]: "operator" },
  );

describe("what is kept of IAM's decisions", () => {
  it("is what the roles were allowed that are named, each once and in order", () => {
    const kept = record({ action: "s3:PutObject" }, { action: "s3:GetObject" }, { action: "s3:PutObject" });
    expect(kept.map(({ role, action }) => [role, action])).toEqual([
      ["operator", "s3:GetObject"],
      ["operator", "s3:PutObject"],
    ]);
    expect(record({ allowed: false }, { principal: "arn:aws:iam::111111111111:role/other" })).toEqual([]);
  });

  it("differs not from run to run by ids, digests, versions and times", () => {
    const one = "key/2900f090-0d4e-4714-9841-b257d59b293a";
    const runs = [one, one.replaceAll("9", "8")].map((resource) => record({ resource }));
    expect(runs[0]).toEqual(runs[1]);
    const tool = (version: string, digest: string) =>
      `toolchain/terraform-${version}-${digest.repeat(64)}.gz`;
    const tools = [tool("1.11.4", "a"), tool("1.12.0", "b")].map((resource) => record({ resource }));
    expect(tools[0]).toEqual(tools[1]);
  });

  it("has the keys that a policy asks for, as IAM writes them, and no other", () => {
    const keys = { "lambda:functionarn": "f", "s3:x-amz-acl": "private" };
    expect(record({ keys })[0]?.keys).toEqual({ "lambda:FunctionArn": "f" });
  });
});
