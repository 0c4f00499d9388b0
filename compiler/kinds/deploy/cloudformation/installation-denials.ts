import { type ArnContext, arn, bucketArn, deny, ofService, type Statement } from "../../../iam/index.js";
import { anyPipeline } from "../../../names/index.js";
import type { TargetContext } from "../../kind.js";

/** What changes a bucket or its objects, or hands them on; an application's packages are read from such a bucket. */
const changesOfBuckets = ofService("s3", [
  ...[
    "AbortMultipartUpload",
    "BypassGovernanceRetention",
    "Create*",
    "Delete*",
    "ObjectOwnerOverrideToBucketOwner",
  ],
  ...["Put*", "Replicate*", "RestoreObject", "TagResource", "UntagResource", "Update*"],
]);
const changesOfKeys = ofService("kms", [
  ...["CancelKeyDeletion", "Create*", "Delete*", "Disable*", "Enable*", "Put*", "Revoke*", "Retire*"],
  ...["Schedule*", "TagResource", "UntagResource", "Update*"],
]);

/**
 * Where the central account is a target too, templates would reach the control plane and other pipelines through services
 * that applications may use. Everything is named by the central account, so that in any other account this denies nothing
 * that stands there.
 */
export function protectInstallation(site: TargetContext): Statement[] {
  const center = { ...site, account: site.centralAccount };
  const bucket = bucketArn(`${anyPipeline(site.namePrefix)}-${site.centralAccount}`, site);
  const state = bucketArn(site.stateBucket, site);
  return [
    deny("LeaveInstallation", ["*"], [...ownThings(site, center), state, `${state}/*`]),
    deny("LeaveArtifacts", changesOfBuckets, [bucket, `${bucket}/*`]),
    deny("LeaveArtifactKeys", changesOfKeys, [arn("kms", "key/*", center)], {
      StringLike: { "aws:ResourceTag/stagewright:pipeline": "*--*" },
    }),
    // A mapping has no name: the function that it calls is its condition.
    deny(
      "LeaveMappings",
      ["lambda:*EventSourceMapping"],
      [arn("lambda", "event-source-mapping:*", center), "*"],
      {
        ArnLike: {
          "lambda:FunctionArn": [arn("lambda", `function:${site.namePrefix}_control-*`, center)],
        },
      },
    ),
  ];
}

function ownThings({ namePrefix, table, lockTable }: TargetContext, center: ArnContext): string[] {
  const control = `${namePrefix}_control-*`;
  const pipeline = anyPipeline(namePrefix);
  return [
    arn("cloudwatch", `alarm:${control}`, center),
    arn("codebuild", `project/${control}`, center),
    arn("codebuild", `project/${pipeline}-build`, center),
    arn("codebuild", `project/${pipeline}_*`, center),
    arn("codepipeline", `${pipeline}`, center),
    // Stages and actions.
    arn("codepipeline", `${pipeline}/*`, center),
    arn("dynamodb", `table/${control}`, center),
    arn("dynamodb", `table/${table}*`, center),
    arn("dynamodb", `table/${lockTable}*`, center),
    arn("events", `rule/${control}`, center),
    arn("events", `rule/${pipeline}-source`, center),
    arn("lambda", `function:${control}`, center),
    arn("logs", `log-group:/aws/codebuild/${control}`, center),
    arn("logs", `log-group:/aws/codebuild/${pipeline}*`, center),
    arn("logs", `log-group:/aws/lambda/${control}`, center),
    arn("scheduler", `schedule/*/${control}`, center),
    arn("sns", control, center),
    arn("sns", `${pipeline}_*`, center),
    arn("sqs", control, center),
    arn("ssm", `parameter/stagewright/${namePrefix}/*`, center),
  ];
}
