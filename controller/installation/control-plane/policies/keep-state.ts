import type { Statement } from "../../../../compiler/pipeline/policies/policy.js";
import type { Site } from "../site.js";
import { arnsOf } from "./arns.js";

/** The states and locks of pipelines, and the tools; not the control plane's own state, nor its lock. */
export function keepState(site: Site): Statement[] {
  return [...keepObjects(site), ...keepLocks(site), ...useKey(site)];
}

function keepObjects(site: Site): Statement[] {
  const { stateBucket } = arnsOf(site);
  return [
    {
      Sid: "KeepStates",
      Effect: "Allow",
      Action: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
      Resource: [`${stateBucket}/pipelines/*`],
    },
    {
      Sid: "FetchTools",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:GetObjectVersion"],
      Resource: [`${stateBucket}/toolchain/*`],
    },
    {
      // Without ListBucket S3 answers for a state that is not there as if it were forbidden.
      Sid: "SeeStateBucket",
      Effect: "Allow",
      Action: ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:ListBucket"],
      Resource: [stateBucket],
    },
  ];
}

/** DynamoDB developer guide, "Using IAM policy conditions for fine-grained access control". */
function keepLocks(site: Site): Statement[] {
  return [
    {
      Sid: "KeepLocks",
      Effect: "Allow",
      Action: ["dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"],
      Resource: site.hasLockTable ? [arnsOf(site).lockTable] : [],
      Condition: {
        "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [`${site.names.stateBucket}/pipelines/*`] },
      },
    },
  ];
}

export function useKey({ stateKeyArn }: Site): Statement[] {
  return [
    {
      Sid: "UseStateKey",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: stateKeyArn ? [stateKeyArn] : [],
    },
  ];
}
