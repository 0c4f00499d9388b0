import { type ArnContext, allow, arn, dnsSuffixOf, roleArn, type Statement } from "../../../iam/index.js";
import type { BoundTerraform, DeployStep } from "./deployment.js";

const writes = ["s3:PutObject"];

/**
 * What the role of a step may do with the installation's bucket, and in the target account. The newest version of an object is
 * read by one right, and a version by its id by another (S3 API reference, GetObject): an apply has the second alone for a bundle.
 */
export function stepGrants(
  step: DeployStep,
  bound: BoundTerraform,
  context: ArnContext,
): readonly Statement[] {
  const { plans, applied, tools } = placesOf(bound, context);
  const bundle = `${plans}/*/bundle.tgz`;
  const common = [
    allow("ReadTools", ["s3:GetObject"], [tools]),
    useDeploymentsKey(["kms:Decrypt", "kms:GenerateDataKey"], bound.installation, context),
  ];
  if (step === "plan")
    return [
      ...common,
      allow("PutBundle", writes, [bundle]),
      takeTarget("TakePlanRole", bound.targets.plan, context),
    ];
  if (step === "review")
    return [
      ...common,
      allow("ReadBundle", ["s3:GetObject"], [bundle]),
      allow("PutPlanAsText", writes, [`${plans}/*/plan.txt`]),
    ];
  return [
    ...common,
    allow("ReadReviewed", ["s3:GetObjectVersion"], [bundle]),
    allow("PutHolder", writes, [`${plans}/*/holder.json`]),
    allow("PutApplied", writes, [`${applied}/bundle.tgz`, `${applied}/outputs.json`]),
    takeTarget("TakeApplyRole", bound.targets.apply, context),
  ];
}

/** What the tests' role may do: read the outputs that are not sensitive, of this environment. */
export function readOutputs(bound: BoundTerraform, context: ArnContext): Statement[] {
  const { applied } = placesOf(bound, context);
  return [
    allow("ReadOutputs", ["s3:GetObject"], [`${applied}/outputs.json`]),
    useDeploymentsKey(["kms:Decrypt"], bound.installation, context),
  ];
}

/** Where the outputs lie, as tests are told it. */
export function outputsAddress({ bucket, pipeline, environment }: BoundTerraform): string {
  return `s3://${bucket}/applied/${pipeline}/${environment}/outputs.json`;
}

function placesOf({ bucket, pipeline, environment }: BoundTerraform, { partition }: ArnContext) {
  const store = `arn:${partition}:s3:::${bucket}`;
  const own = `${pipeline}/${environment}`;
  return {
    plans: `${store}/plans/${own}`,
    applied: `${store}/applied/${own}`,
    tools: `${store}/toolchain/*`,
  };
}

/** The bucket's key has no name that policies know: its tag tells it, and S3 alone uses it. */
export function useDeploymentsKey(
  actions: readonly string[],
  installation: string,
  context: ArnContext,
): Statement {
  const { region } = context;
  return allow("DeploymentsKey", actions, [arn("kms", "key/*", context)], {
    StringEquals: {
      "aws:ResourceTag/stagewright:deployments": installation,
      "kms:ViaService": `s3.${region}.${dnsSuffixOf(region)}`,
    },
  });
}

function takeTarget(
  sid: string,
  { accountId: account, name }: { readonly accountId: string; readonly name: string },
  context: ArnContext,
): Statement {
  return allow(sid, ["sts:AssumeRole"], [roleArn(name, { ...context, account })]);
}
