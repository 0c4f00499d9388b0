import {
  accountArn,
  allow,
  bucketArn,
  deny,
  ofService,
  ownedBy,
  type Policy,
  policy,
  roleArn,
  type Statement,
} from "../../../../compiler/iam/index.js";
import { targetRolePatterns } from "../../../../compiler/kinds/index.js";
import type { Site } from "../site.js";
import { arnsOf } from "./arns.js";
import { ofOtherBuckets } from "./keep-state-store.js";

/** The bucket of what Terraform deploys: TLS only, and closed to every role of a target account, the central one included. */
export function deploymentsBucketPolicy(site: Site): Policy {
  const bucket = bucketArn(site.deploymentsBucket ?? "", site);
  const Resource = [bucket, `${bucket}/*`];
  return policy([
    {
      Sid: "TlsOnly",
      Effect: "Deny",
      Principal: "*",
      Action: ["s3:*"],
      Resource,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
    { ...stayOut(site), Action: ["s3:*"], Resource },
  ]);
}

/** Whatever its tags say: it is no pipeline's. */
export function leaveDeploymentsKey(site: Site): Statement[] {
  if (site.deploymentsBucket === undefined) return [];
  const Action = ["kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:TagResource"];
  return [
    deny("LeaveDeploymentsKey", Action, [arnsOf(site).inRegion("kms", "key/*")], {
      StringLike: { "aws:ResourceTag/stagewright:deployments": "*" },
    }),
  ];
}

/** Its key: the account's IAM decides (KMS refuses a policy that locks it out), and for no role of a target account. */
export function deploymentsKeyPolicy(site: Site): Policy {
  const Resource = ["*"];
  return policy([
    {
      Sid: "CentralAccountDecides",
      Effect: "Allow",
      Principal: { AWS: accountArn(site) },
      Action: ["kms:*"],
      Resource,
    },
    { ...stayOut(site), Action: ["kms:*"], Resource },
  ]);
}

/**
 * Where the central account is a target too, its applications are made by roles that may use all of S3. They are named in a
 * condition, since AWS refuses principals that do not exist.
 */
function stayOut(site: Site): Pick<Statement, "Sid" | "Effect" | "Principal" | "Condition"> {
  const roles = targetRolePatterns(site.settings).map((name) => roleArn(name, { ...site, account: "*" }));
  return {
    Sid: "TargetAccountsStayOut",
    Effect: "Deny",
    Principal: "*",
    Condition: { ArnLike: { "aws:PrincipalArn": roles } },
  };
}

/** What who runs `bootstrap` does with them beside what `keep-state-store.ts` says of both buckets; nothing where nothing is deployed with Terraform. */
export function keepDeployments(site: Site): Statement[] {
  const name = site.deploymentsBucket;
  if (name === undefined) return [];
  const bucket = bucketArn(name, site);
  const key = arnsOf(site).inRegion("kms", "key/*");
  const alias = arnsOf(site).inRegion("kms", `alias/${site.names.deploymentsKey}`);
  const tag = site.settings.namePrefix;
  const kept = ["DeleteObject", "DeleteObjectVersion", "GetObject", "PutObject"];
  return [
    allow("ManageDeploymentsBucket", ofService("s3", ofOtherBuckets), [bucket]),
    allow("KeepDeployments", ofService("s3", kept), [`${bucket}/*`], ownedBy(site.account)),
    // As for pipelines' keys, tagging cannot be held to keys that are new: `manage-keys.ts` says why.
    allow("MakeDeploymentsKey", ofService("kms", ["CreateKey", "TagResource"]), ["*"], {
      StringEquals: { "aws:RequestTag/stagewright:deployments": tag },
    }),
    allow("KeepDeploymentsKey", ofService("kms", keyActions), [key], {
      StringEquals: { "aws:ResourceTag/stagewright:deployments": tag },
    }),
    allow("NameDeploymentsKey", ofService("kms", ["CreateAlias", "DeleteAlias", "UpdateAlias"]), [alias]),
    allow("ListKeyNames", ofService("kms", ["ListAliases"]), ["*"]),
  ];
}

const keyActions = [
  ...["CreateAlias", "Decrypt", "DeleteAlias", "DescribeKey", "EnableKeyRotation", "GenerateDataKey"],
  ...["GetKeyPolicy", "GetKeyRotationStatus", "ListResourceTags", "PutKeyPolicy", "ScheduleKeyDeletion"],
  ...["TagResource", "UntagResource", "UpdateAlias"],
];
