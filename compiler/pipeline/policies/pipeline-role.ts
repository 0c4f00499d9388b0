import {
  allow,
  arn,
  bucketArn,
  type Policy,
  policy,
  roleArn,
  type Statement,
  unique,
} from "../../iam/index.js";
import type { Source } from "../../item/index.js";
import type { Pipeline } from "../pipeline.js";
import { useConnections } from "./connections.js";
import { readAndWriteArtifacts } from "./grants.js";
import type { Ground } from "./ground.js";

/** What CodePipeline itself may do: read the item's sources, move artifacts, run its own projects, deploy where the item says. */
export function pipelineRolePolicy(pipeline: Pipeline, ground: Ground): Policy {
  const sources = sourcesOf(pipeline);
  return policy([
    ...readAndWriteArtifacts(ground),
    readRepositories(sources, ground),
    ...useConnections(sources),
    ...readObjects(sources, ground),
    runProjects(pipeline, ground),
    notifyApprovers(pipeline, ground),
    deploy(pipeline, ground),
  ]);
}

function sourcesOf({ stages }: Pipeline): Source[] {
  return stages.flatMap(({ actions }) =>
    actions.flatMap((action) => (action.kind === "source" ? [action.source] : [])),
  );
}

/**
 * CodePipeline user guide, "Add permissions to the CodePipeline service role", CodeCommit. These reach every branch:
 * AWS has `codecommit:References` only for what writes, and for GetMergeCommit (service authorization reference).
 */
function readRepositories(sources: readonly Source[], ground: Ground): Statement {
  const names = sources.flatMap((source) => (source.type === "CodeCommit" ? [source.repository] : []));
  return allow(
    "ReadRepositories",
    [
      "codecommit:CancelUploadArchive",
      "codecommit:GetBranch",
      "codecommit:GetCommit",
      "codecommit:GetRepository",
      "codecommit:GetUploadArchiveStatus",
      "codecommit:UploadArchive",
    ],
    unique(names.map((name) => arn("codecommit", name, ground))),
  );
}

function readObjects(sources: readonly Source[], ground: Ground): Statement[] {
  const objects = sources.filter((source) => source.type === "S3");
  return [
    allow(
      "ReadSourceObjects",
      ["s3:GetObject", "s3:GetObjectTagging", "s3:GetObjectVersion", "s3:GetObjectVersionTagging"],
      unique(objects.map(({ bucket, key }) => bucketArn(`${bucket}/${key}`, ground))),
    ),
    allow(
      "SeeSourceBuckets",
      ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning", "s3:ListBucket"],
      unique(objects.map(({ bucket }) => bucketArn(bucket, ground))),
    ),
  ];
}

/**
 * The projects of tests by the start of their names, which is the pipeline's own and holds its hash: one by one they
 * would be more than the policy of a pipeline with 48 environments holds.
 */
function runProjects({ name, build, environments }: Pipeline, ground: Ground): Statement {
  const tested = environments.some(({ tests }) => tests.length > 0);
  return allow(
    "RunOwnProjects",
    ["codebuild:BatchGetBuilds", "codebuild:StartBuild"],
    [
      arn("codebuild", `project/${build.name}`, ground),
      ...(tested ? [arn("codebuild", `project/${name}_*`, ground)] : []),
    ],
  );
}

function notifyApprovers({ environments }: Pipeline, ground: Ground): Statement {
  return allow(
    "NotifyApprovers",
    ["sns:Publish"],
    unique(
      environments.flatMap(({ approval, approvalTopic }) => {
        if (approval?.topicArn) return [approval.topicArn];
        return approvalTopic ? [arn("sns", approvalTopic, ground)] : [];
      }),
    ),
  );
}

function deploy({ environments }: Pipeline, ground: Ground): Statement {
  return allow(
    "DeployToItsAccounts",
    ["sts:AssumeRole"],
    unique(
      environments.map(({ roles: { formation } }) =>
        roleArn(formation.name, { ...ground, account: formation.accountId }),
      ),
    ),
  );
}
