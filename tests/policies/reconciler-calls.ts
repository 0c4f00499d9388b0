import { arnsOf } from "../../controller/control-plane/policies/index.js";
import { site } from "./control-plane.js";
import type { Call } from "./may.js";
import { calls } from "./needs.js";
import type { Held } from "./roles.js";

/** By the file that makes the calls: what a build calls through the SDK, and on what, for one pipeline. */
export function callsOfReconciler(held: Held): Record<string, readonly Call[]> {
  return { ...callsOfProtocol(held), ...callsOfRecovery(held) };
}

function callsOfProtocol({ pipeline: { id } }: Held): Record<string, readonly Call[]> {
  const { stateBucket, lockTable, ledger, table, parameter, project, inRegion } = arnsOf(site);
  const state = `${stateBucket}/pipelines/${id}/terraform.tfstate`;
  const ofLock = (keys: string) => ({
    keys: { "dynamodb:LeadingKeys": [`${site.names.stateBucket}/${keys}`] },
  });
  const fromUs = { keys: { "events:source": ["stagewright"] } };
  return {
    "installation/read": calls("ssm:GetParameter", parameter),
    "bundle/tool-store": calls("s3:GetObject", `${stateBucket}/toolchain/terraform_1.0.0.gz`),
    "table/config-table": calls("dynamodb:GetItem", table),
    "ledger/dynamodb-rows": calls(
      "dynamodb:GetItem dynamodb:Scan dynamodb:UpdateItem dynamodb:DeleteItem",
      ledger,
    ),
    codebuild: calls("codebuild:BatchGetBuilds", project),
    // An If-Match on a deletion reads, so it asks for GetObject too (S3 user guide, "Conditional deletes").
    "reconciler/objects": [
      ...calls("s3:GetObject s3:PutObject s3:DeleteObject", state),
      ...calls("s3:GetObject s3:PutObject s3:DeleteObject", `${state}.tflock`),
      ...calls(
        "s3:GetObject s3:PutObject s3:DeleteObject",
        state.replace(/terraform.*/, "configurations/0.zip"),
      ),
      ...calls("s3:ListBucket", stateBucket),
    ],
    "reconciler/lock-rows": calls(
      "dynamodb:GetItem dynamodb:UpdateItem dynamodb:DeleteItem dynamodb:PutItem",
      lockTable,
      ofLock(`pipelines/${id}/terraform.tfstate-md5`),
    ),
    "reconciler/failure-events": calls("events:PutEvents", inRegion("events", "event-bus/default"), fromUs),
  };
}

/** `controller/recovery`, by finder. `sts:GetCallerIdentity` needs no permission. */
function callsOfRecovery({ pipeline, bucketArn, keyArn, keyPolicy }: Held): Record<string, readonly Call[]> {
  const { inRegion, logGroup, role } = arnsOf(site);
  const { name, id } = pipeline;
  const rule = inRegion("events", `rule/${name}-source`);
  const group = logGroup(`/aws/codebuild/${pipeline.build.name}`);
  const ofKey = { keys: { "aws:ResourceTag/stagewright:pipeline": id }, resourcePolicy: keyPolicy };
  return {
    findRule: calls("events:DescribeRule events:ListTagsForResource", rule),
    findTarget: calls("events:ListTargetsByRule events:DescribeRule", rule),
    findLogGroup: [...calls("logs:DescribeLogGroups", "*"), ...calls("logs:ListTagsForResource", group)],
    findProject: calls("codebuild:BatchGetProjects", inRegion("codebuild", `project/${pipeline.build.name}`)),
    findPipeline: calls(
      "codepipeline:GetPipeline codepipeline:ListTagsForResource",
      inRegion("codepipeline", name),
    ),
    findRole: calls("iam:GetRole iam:GetRolePolicy", role(pipeline.roles.build)),
    findKey: [
      ...calls("kms:ListKeys kms:ListAliases", "*"),
      ...calls("kms:ListResourceTags kms:DescribeKey kms:ScheduleKeyDeletion", keyArn, ofKey),
    ],
    findBucket: calls("s3:ListBucket s3:GetBucketTagging", bucketArn),
    findTopic: calls("sns:GetTopicAttributes sns:ListTagsForResource", inRegion("sns", `${name}-prod`)),
  };
}
