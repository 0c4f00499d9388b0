import { allow, ownedBy, type Statement } from "../../../../compiler/iam/index.js";
import type { Site } from "../site.js";
import { arnsOf } from "./arns.js";

/** The states and locks of pipelines, and the tools; not the control plane's own state, nor its lock. */
export function keepState(site: Site): Statement[] {
  return [...keepObjects(site), ...keepLocks(site), ...useKey(site)];
}

function keepObjects(site: Site): Statement[] {
  const { stateBucket } = arnsOf(site);
  const own = ownedBy(site.account);
  return [
    allow(
      "KeepStates",
      ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
      [`${stateBucket}/pipelines/*`],
      own,
    ),
    allow("FetchTools", ["s3:GetObject", "s3:GetObjectVersion"], [`${stateBucket}/toolchain/*`], own),
    // Without ListBucket S3 answers for a state that is not there as if it were forbidden.
    allow("SeeStateBucket", ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:ListBucket"], [stateBucket], own),
  ];
}

/** DynamoDB developer guide, "Using IAM policy conditions for fine-grained access control". */
function keepLocks(site: Site): Statement[] {
  return [
    allow(
      "KeepLocks",
      ["dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"],
      site.hasLockTable ? [arnsOf(site).lockTable] : [],
      {
        "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [`${site.names.stateBucket}/pipelines/*`] },
      },
    ),
  ];
}

export function useKey({ stateKeyArn }: Site): Statement[] {
  return [allow("UseStateKey", ["kms:Decrypt", "kms:GenerateDataKey"], stateKeyArn ? [stateKeyArn] : [])];
}
