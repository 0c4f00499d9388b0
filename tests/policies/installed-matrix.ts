import { childRoles } from "../../child-account/child-account.js";
import type { Policy } from "../../compiler/iam/index.js";
import { calls } from "./calls.js";
import { installedRoles } from "./installed-roles.js";
import { distinct, type MatrixRow, rowOf } from "./matrix.js";
import type { Call } from "./may.js";
import { asCall, recordedCalls } from "./recorded-calls.js";
import { central, region, settings } from "./subject.js";

const target = "222222222222";

/** A role, what it has to be allowed, and whether nothing else may be. */
interface Subject {
  readonly role: string;
  readonly arn: string;
  readonly policy: Policy;
  readonly needs: readonly Call[];
  readonly only: boolean;
}

/**
 * The roles of an installation and of a target account, each trying what all of them need: what the recorded life of an
 * installation called, and what CloudFormation's actions do in a target account. An installation's roles may read what
 * others do, too, and the deployer role does everything with the services of applications, in its own account; formation and
 * test role are allowed their own and nothing else.
 */
export async function installedMatrix(): Promise<MatrixRow[]> {
  const subjects = [...installed(), ...ofTargetAccount()];
  const everything = distinct(subjects.flatMap(({ needs }) => needs));
  const rows: MatrixRow[] = [];
  for (const { role, arn, policy, needs, only } of subjects) {
    const row = await rowOf(role, { arn, policies: [policy] }, needs, everything);
    rows.push(only ? row : { ...row, wrong: row.wrong.filter((what) => what.startsWith("denied")) });
  }
  return rows;
}

function installed(): Subject[] {
  const recorded = recordedCalls();
  return Object.entries(installedRoles).map(([role, policy]) => ({
    role: `installation: ${role}`,
    arn: `arn:aws:iam::${central}:role/${role}`,
    policy,
    needs: recorded.filter((call) => call.role === role).map(asCall),
    only: false,
  }));
}

function ofTargetAccount(): Subject[] {
  const site = {
    partition: "aws",
    account: target,
    region,
    centralAccount: central,
    namePrefix: "stagewright",
  };
  return childRoles(site, settings).map(({ kind, name, policy }) => ({
    role: `target account: ${kind}`,
    arn: `arn:aws:iam::${target}:role/${name}`,
    policy: JSON.parse(JSON.stringify(policy)),
    needs: needsInTarget[kind] ?? [],
    only: kind !== "deployer",
  }));
}

const stack = `arn:aws:cloudformation:${region}:${target}:stack/stagewright-webshop-main--2czbumyghz-prod-stack/0`;

/** CodePipeline user guide, "AWS CloudFormation deploy action reference"; an application of one function. */
const needsInTarget: Readonly<Record<string, readonly Call[]>> = {
  formation: [
    ...calls(
      ["CreateChangeSet", "DeleteChangeSet", "DescribeChangeSet", "DescribeStacks", "ExecuteChangeSet"]
        .map((action) => `cloudformation:${action}`)
        .join(" "),
      stack,
    ),
    ...calls("iam:PassRole", `arn:aws:iam::${target}:role/ChildAccountDeployerRole`, {
      keys: { "iam:PassedToService": "cloudformation.amazonaws.com" },
    }),
  ],
  deployer: calls(
    "lambda:CreateFunction lambda:DeleteFunction lambda:GetFunction",
    `arn:aws:lambda:${region}:${target}:function:webshop`,
  ),
  /** CodePipeline user guide, "Amazon S3 deploy action reference", "Service role permissions". */
  site: [
    ...calls("s3:PutObject s3:PutObjectAcl s3:PutObjectVersionAcl", "arn:aws:s3:::acme-site-prod/index.html"),
    ...calls("s3:GetBucketVersioning s3:GetBucketAcl s3:GetBucketLocation", "arn:aws:s3:::acme-site-prod"),
  ],
  test: calls("cloudformation:DescribeStacks cloudformation:ListStackResources", stack),
};
