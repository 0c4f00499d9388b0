import { expect, it } from "vitest";
import { quotaUse } from "../../../compiler/pipeline/index.js";
import { modelOf } from "../../../testing/items/compile.js";
import { itemWith } from "../../../testing/items/items.js";
import { terraformOf } from "../../installation/control-plane/index.js";
import { installationWith } from "../../installation/control-plane/installation.fixture.js";
import { examineQuotas } from "./quotas.js";

const pipelines = (count: number) => Array.from({ length: count }, () => modelOf(itemWith({})));

it("a quota of which the installation takes less than four fifths is nothing to tell", () => {
  expect(examineQuotas(pipelines(237))).toEqual([]);
});

it("a quota that is nearly used up is told before AWS refuses the next pipeline", () => {
  expect(examineQuotas(pipelines(398))).toMatchObject([
    { kind: "quota", subject: "IAM roles", message: expect.stringContaining("802 of 1,000 IAM roles") },
    { subject: "EventBridge rules", message: expect.stringContaining("400 of 300 EventBridge rules") },
  ]);
});

it("what the control plane takes is counted as Terraform makes it", () => {
  const { resource } = terraformOf({
    installation: installationWith(),
    lambdaSha256: "x",
    protect: true,
  }) as { resource: Record<string, object> };
  const own = (type: string) => Object.keys(resource[type] ?? {}).length;
  const taken = Object.fromEntries(quotaUse([]).map(({ quota, taken }) => [quota.counts, taken]));
  expect(taken).toEqual({
    roles: own("aws_iam_role"),
    rules: own("aws_cloudwatch_event_rule"),
    pipelines: own("aws_codepipeline"),
    projects: own("aws_codebuild_project"),
    buckets: own("aws_s3_bucket"),
    keys: own("aws_kms_key"),
  });
});
