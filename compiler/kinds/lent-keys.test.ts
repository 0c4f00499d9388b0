import { describe, expect, it } from "vitest";
import { problemsOf } from "../../testing/expect/problems.js";
import { modelOf } from "../../testing/items/compile.js";
import { itemWith } from "../../testing/items/items.js";
import { testSettings } from "../../testing/items/settings.js";
import { pipelineRolePolicy } from "../pipeline/index.js";
import { lentKeysCeiling } from "./lent-keys.js";

const key = (id: string, region = "us-east-1") => `arn:aws:kms:${region}:111111111111:key/${id}`;
const own = key("0a1b2c3d-0000-4000-8000-000000000001");
const lending = testSettings({ limits: { keys: [own] } });
const found = (KmsKeys: unknown, settings = lending) => problemsOf(itemWith({}, { KmsKeys }), { settings });

describe("the keys of source buckets and approval topics", () => {
  it("may be those that the installation lends", () => {
    expect(found([own])).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ["another one", [key("0a1b2c3d-0000-4000-8000-000000000002")], "item.limit-key /KmsKeys/0"],
    [
      "one of another region",
      [key("0a1b2c3d-0000-4000-8000-000000000001", "eu-west-1")],
      "item.key-elsewhere /KmsKeys/0",
    ],
    ["an alias", ["arn:aws:kms:us-east-1:111111111111:alias/releases"], "item.wrong-value /KmsKeys/0"],
    ["a pattern", [key("*")], "item.wrong-value /KmsKeys/0"],
  ])("may not be %s", (_, keys, problem) => {
    expect(found(keys)).toEqual([problem]);
  });

  it("are lent by no installation that does not say so", () => {
    expect(found([own], testSettings())).toEqual(["item.limit-key /KmsKeys/0"]);
  });

  it("are used by the pipeline's role, by way of S3 and SNS alone", () => {
    const model = modelOf(itemWith({}, { KmsKeys: [own] }), lending);
    const where = { partition: "aws", region: "us-east-1", account: "111111111111" };
    const context = { ...where, bucketArn: "b", keyArn: "k" };
    const { Statement } = pipelineRolePolicy(model, context);
    expect(Statement.find(({ Sid }) => Sid === "UseLentKeys")).toEqual({
      Sid: "UseLentKeys",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: [own],
      Condition: {
        StringEquals: { "kms:ViaService": ["s3.us-east-1.amazonaws.com", "sns.us-east-1.amazonaws.com"] },
      },
    });
  });

  it.each([
    ["cn-north-1", "amazonaws.com.cn"],
    ["eusc-de-east-1", "amazonaws.eu"],
  ])("are used by the names that S3 and SNS have in %s", (region, suffix) => {
    const installation = { partition: "aws", region, account: "111111111111", pipelines: "p-*--*" };
    const [statement] = lentKeysCeiling.statements({ ...installation, settings: lending });
    const hosts = [`s3.${region}.${suffix}`, `sns.${region}.${suffix}`];
    expect(statement?.Condition).toEqual({ StringEquals: { "kms:ViaService": hosts } });
  });

  it("are within the boundary, which is widened by what is lent and by nothing else", () => {
    const installation = {
      partition: "aws",
      region: "us-east-1",
      account: "111111111111",
      pipelines: "p-*--*",
    };
    const lentBy = (settings: typeof lending) =>
      lentKeysCeiling.statements({ ...installation, settings }).map(({ Resource }) => Resource);
    expect([lentBy(lending), lentBy(testSettings())]).toEqual([[[own]], [[]]]);
  });
});
