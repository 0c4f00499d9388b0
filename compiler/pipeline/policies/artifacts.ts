import { accountArn, type Conditions, type Policy, policy, roleArn, unique } from "../../iam/index.js";
import { artifactPattern, buildArtifact } from "../artifact-folder.js";
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

/**
 * The artifact bucket: TLS only, and the roles of the target accounts may read (CodePipeline user guide, "Create a pipeline
 * that uses resources from another account", which allows more: to write, and to list everything).
 */
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
      Action: ["s3:GetBucketLocation", "s3:GetBucketVersioning", "s3:GetObject", "s3:GetObjectVersion"],
      Resource: targets.accounts.length > 0 ? [context.bucketArn, `${context.bucketArn}/*`] : [],
      Condition: targets.rolesOnly,
    },
    {
      // What else lies in the bucket is none of their business: they learn the names of what they deploy, and no others.
      Sid: "TargetAccountsFindOutput",
      Effect: "Allow",
      Principal: { AWS: targets.accounts },
      Action: ["s3:ListBucket"],
      Resource: targets.accounts.length > 0 ? [context.bucketArn] : [],
      // The roles by their names alone, since with each account once more a policy of 48 accounts would be too long.
      Condition: {
        ArnLike: { "aws:PrincipalArn": targets.anywhere },
        StringLike: { "s3:prefix": [artifactPattern(pipeline.name, buildArtifact)] },
      },
    },
  ]);
}

interface Targets {
  readonly accounts: string[];
  readonly rolesOnly: Conditions;
  /** The same roles, of any account. */
  readonly anywhere: string[];
}

/**
 * The accounts of the pipeline's environments, and the condition that narrows them to their two roles. A
 * principal that does not exist yet is refused by AWS, so the roles are named in the condition.
 */
function targetsOf({ readers }: Pipeline, context: ArtifactContext): Targets {
  const arns = readers.map(({ accountId, name }) => roleArn(name, { ...context, account: accountId }));
  return {
    accounts: unique(readers.map(({ accountId }) => accountArn({ ...context, account: accountId }))),
    rolesOnly: { StringEquals: { "aws:PrincipalArn": unique(arns) } },
    anywhere: unique(readers.map(({ name }) => roleArn(name, { ...context, account: "*" }))),
  };
}
