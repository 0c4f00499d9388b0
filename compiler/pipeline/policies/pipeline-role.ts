import type { Action, Pipeline, SourceAction } from "../pipeline.js";
import { useConnections } from "./connections.js";
import { readAndWriteArtifacts } from "./grants.js";
import {
  arn,
  contextOf,
  type Ground,
  type Policy,
  policy,
  roleArn,
  type Statement,
  unique,
} from "./policy.js";

/** What CodePipeline itself may do: read the item's sources, move artifacts, run its own projects, deploy where the item says. */
export function pipelineRolePolicy(pipeline: Pipeline, ground: Ground): Policy {
  const sources = actionsOf(pipeline, "source");
  return policy([
    ...readAndWriteArtifacts(ground),
    readRepositories(sources, ground),
    ...useConnections(sources.map(({ source }) => source)),
    ...readObjects(sources, ground),
    runProjects(pipeline, ground),
    notifyApprovers(pipeline, ground),
    deploy(pipeline, ground),
  ]);
}

function actionsOf<Kind extends Action["kind"]>({ stages }: Pipeline, kind: Kind) {
  return stages.flatMap(({ actions }) =>
    actions.filter((action): action is Extract<Action, { kind: Kind }> => action.kind === kind),
  );
}

/**
 * CodePipeline user guide, "Add permissions to the CodePipeline service role", CodeCommit. These reach every branch:
 * AWS has `codecommit:References` only for what writes, and for GetMergeCommit (service authorization reference).
 */
function readRepositories(actions: readonly SourceAction[], ground: Ground): Statement {
  return {
    Sid: "ReadRepositories",
    Effect: "Allow",
    Action: [
      "codecommit:CancelUploadArchive",
      "codecommit:GetBranch",
      "codecommit:GetCommit",
      "codecommit:GetRepository",
      "codecommit:GetUploadArchiveStatus",
      "codecommit:UploadArchive",
    ],
    Resource: unique(
      actions.flatMap(({ source, region }) =>
        source.type === "CodeCommit"
          ? [arn("codecommit", source.repository, contextOf({ region }, ground))]
          : [],
      ),
    ),
  };
}

function readObjects(actions: readonly SourceAction[], { partition }: Ground): Statement[] {
  const objects = actions.flatMap(({ source }) => (source.type === "S3" ? [source] : []));
  return [
    {
      Sid: "ReadSourceObjects",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:GetObjectTagging", "s3:GetObjectVersion", "s3:GetObjectVersionTagging"],
      Resource: unique(objects.map(({ bucket, key }) => `arn:${partition}:s3:::${bucket}/${key}`)),
    },
    {
      Sid: "SeeSourceBuckets",
      Effect: "Allow",
      Action: ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning", "s3:ListBucket"],
      Resource: unique(objects.map(({ bucket }) => `arn:${partition}:s3:::${bucket}`)),
    },
  ];
}

/**
 * The projects of tests by the start of their names, which is the pipeline's own and holds its hash: one by one they
 * would be more than the policy of a pipeline with 48 environments holds.
 */
function runProjects(pipeline: Pipeline, ground: Ground): Statement {
  const builds = actionsOf(pipeline, "build");
  const tests = actionsOf(pipeline, "test").map((test) =>
    arn("codebuild", `project/${pipeline.name}_*`, contextOf(test, ground)),
  );
  return {
    Sid: "RunOwnProjects",
    Effect: "Allow",
    Action: ["codebuild:BatchGetBuilds", "codebuild:StartBuild"],
    Resource: [
      ...builds.map((build) => arn("codebuild", `project/${build.project}`, contextOf(build, ground))),
      ...unique(tests),
    ],
  };
}

function notifyApprovers(pipeline: Pipeline, ground: Ground): Statement {
  const topics = new Map(pipeline.environments.map(({ name, approvalTopic }) => [name, approvalTopic]));
  return {
    Sid: "NotifyApprovers",
    Effect: "Allow",
    Action: ["sns:Publish"],
    Resource: unique(
      actionsOf(pipeline, "approval").flatMap((action) => {
        if (action.approval.topicArn) return [action.approval.topicArn];
        const topic = topics.get(action.environment);
        return topic ? [arn("sns", topic, contextOf(action, ground))] : [];
      }),
    ),
  };
}

function deploy({ environments }: Pipeline, ground: Ground): Statement {
  return {
    Sid: "DeployToItsAccounts",
    Effect: "Allow",
    Action: ["sts:AssumeRole"],
    Resource: unique(
      environments.map(({ roles: { formation } }) => roleArn(formation.accountId, formation.name, ground)),
    ),
  };
}
