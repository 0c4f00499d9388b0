import {
  accountArn,
  allowTo,
  type Conditions,
  type Policy,
  policy,
  roleArn,
  type Statement,
  unique,
} from "../../iam/index.js";
import { artifactPattern, deployedArtifact } from "../artifact-folder.js";
import { deployProjectsOf } from "../deploy-projects.js";
import type { Pipeline } from "../pipeline.js";
import type { ArtifactContext } from "./artifact-context.js";
import { keyKeeping, keyReads, keyUses } from "./artifact-grants.js";

/**
 * The artifact key: the central account's IAM decides (without this statement KMS's lockout check refuses
 * the policy), and the roles of the target accounts may decrypt. Who keeps the pipeline and its own roles are named too: what
 * IAM lets them do rests on the key's tags, which may take minutes to count for a new key (KMS developer guide, "ABAC for
 * AWS KMS"). They are named in a condition, since AWS refuses principals that do not exist yet, beside anybody, so that no
 * boundary takes it away again (IAM user guide, "AWS JSON policy elements: Principal").
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
    ownRolesOnly("KeeperKeeps", keyKeeping, [pipeline.keeper], context),
    ownRolesOnly("PipelineWrites", keyUses, writersOf(pipeline), context),
    // By their beginning, so that an environment that is switched off or on touches nothing but itself.
    ownRolesOnly("TestsRead", keyReads, [`${pipeline.name}-tests-*`], context),
    ownRolesOnly("DeploymentsRead", keyReads, deployRolesOf(pipeline), context),
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

function writersOf({ build, roles }: Pipeline): string[] {
  return build ? [roles.pipeline, roles.build] : [roles.pipeline];
}

/** By their beginning too, and by what they do. */
function deployRolesOf({ name, environments }: Pipeline): string[] {
  const steps = environments.flatMap((environment) => deployProjectsOf(environment).map(({ step }) => step));
  return unique(steps).map((step) => `${name}-${step}-*`);
}

/** Roles of the central account, by name or, with an asterisk at the end, by how their names begin. */
function ownRolesOnly(
  Sid: string,
  Action: readonly string[],
  roles: readonly string[],
  context: ArtifactContext,
): Statement {
  const arns = roles.map((name) => roleArn(name, context));
  const Resource = roles.length > 0 ? ["*"] : [];
  const Condition = {
    StringEquals: { "aws:PrincipalAccount": context.account },
    ArnLike: { "aws:PrincipalArn": arns },
  };
  return allowTo("*", { Sid, Action, Resource, Condition });
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
        StringLike: { "s3:prefix": [artifactPattern(pipeline.name, deployedArtifact(pipeline))] },
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
