import { accountArn, type Conditions, type Policy, policy, roleArn, unique } from "../../iam/index.js";
import type { Pipeline } from "../pipeline.js";
import type { ArtifactContext } from "./artifact-context.js";

/**
 * The artifact key: the central account's IAM decides (without this statement KMS's lockout check refuses
 * the policy), and the roles of the target accounts may decrypt.
 */
export function keyPolicy(pipeline: Pipeline, context: ArtifactContext): Policy {
  const targets = targetsOf(pipeline, context);
  return policy([
    {
      Sid: "CentralAccountDecides",
      Effect: "Allow",
      Principal: { AWS: accountArn(context) },
      Action: ["kms:*"],
      Resource: ["*"],
    },
    {
      Sid: "TargetAccountsDecrypt",
      Effect: "Allow",
      Principal: { AWS: targets.accounts },
      Action: ["kms:Decrypt", "kms:DescribeKey"],
      Resource: targets.accounts.length > 0 ? ["*"] : [],
      Condition: targets.rolesOnly,
    },
  ]);
}

/** The artifact bucket: TLS only, and the roles of the target accounts may read. */
export function bucketPolicy(pipeline: Pipeline, context: ArtifactContext): Policy {
  const targets = targetsOf(pipeline, context);
  return policy([
    {
      Sid: "TlsOnly",
      Effect: "Deny",
      Principal: "*",
      Action: ["s3:*"],
      Resource: [context.bucketArn, `${context.bucketArn}/*`],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
    {
      Sid: "TargetAccountsRead",
      Effect: "Allow",
      Principal: { AWS: targets.accounts },
      Action: ["s3:GetObject", "s3:GetObjectVersion"],
      Resource: targets.accounts.length > 0 ? [`${context.bucketArn}/*`] : [],
      Condition: targets.rolesOnly,
    },
  ]);
}

/**
 * The accounts of the pipeline's environments, and the condition that narrows them to their two roles. A
 * principal that does not exist yet is refused by AWS, so the roles are named in the condition.
 */
function targetsOf(
  { readers }: Pipeline,
  context: ArtifactContext,
): { accounts: string[]; rolesOnly: Conditions } {
  const arns = readers.map(({ accountId, name }) => roleArn(name, { ...context, account: accountId }));
  return {
    accounts: unique(readers.map(({ accountId }) => accountArn({ ...context, account: accountId }))),
    rolesOnly: { StringEquals: { "aws:PrincipalArn": unique(arns) } },
  };
}
