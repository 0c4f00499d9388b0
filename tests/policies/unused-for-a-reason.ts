import type { Permission } from "./used-permissions.js";

/** Why permissions are there that the recorded life of an installation did not use. */
export const unusedForAReason: Readonly<Record<string, readonly Permission[]>> = {
  "Lambda polls the stream with the function's role; the sandbox's polls it without asking": [
    "dispatcher ReadStream dynamodb:DescribeStream",
    "dispatcher ReadStream dynamodb:GetRecords",
    "dispatcher ReadStream dynamodb:GetShardIterator",
    "dispatcher FindStream dynamodb:ListStreams",
  ],
  "Lambda tells of records that it gave up on with the function's role; the sandbox's does so without asking":
    ["dispatcher SetRecordsAside sqs:SendMessage"],
  "Lambda writes a function's log with its role; the sandbox's writes it without asking": [
    "dispatcher OwnLog logs:CreateLogStream",
    "dispatcher OwnLog logs:PutLogEvents",
    "events OwnLog logs:CreateLogStream",
    "events OwnLog logs:PutLogEvents",
    "schedule OwnLog logs:CreateLogStream",
    "schedule OwnLog logs:PutLogEvents",
  ],
  "an execution that rolls back has no source action, and an event may be missing": [
    "events FindCommits codepipeline:GetPipelineExecution",
  ],
  "the recorded life changes no pipeline that runs, so that no change waits and nobody is told not to": [
    "events MarkAsAsked dynamodb:UpdateItem",
    "events SeeBuilds codebuild:BatchGetBuilds",
    "events SeeBuilds codebuild:ListBuildsForProject",
    "events WakeBuilds codebuild:StartBuild",
    "reconciler ForgetHaste dynamodb:DeleteItem",
    "reconciler ManagePipelines codepipeline:ListActionExecutions",
  ],
  "only where the state bucket has a key of the installation's own": [
    "editor UseStateKey kms:Decrypt",
    "editor UseStateKey kms:GenerateDataKey",
    "operator UseStateKey kms:Decrypt",
    "operator UseStateKey kms:GenerateDataKey",
    "reconciler UseStateKey kms:Decrypt",
    "reconciler UseStateKey kms:GenerateDataKey",
  ],
  "a newer stagewright changes in place what an older one made": [
    "operator ManageFunctions lambda:UpdateFunctionCode",
    "operator ManageStream lambda:UpdateEventSourceMapping",
    "operator ManageQueue sqs:SetQueueAttributes",
    "operator ManageRoles iam:UpdateAssumeRolePolicy",
    "reconciler ManageRoles iam:UpdateAssumeRolePolicy",
  ],
  "S3 asks for each of a batch of versions by its version; the sandbox's asks for the first as for an object":
    ["reconciler EmptyArtifactBuckets s3:DeleteObjectVersion"],
  "a build that died between writing a state and its digest, which is made to fit": [
    "reconciler KeepLocks dynamodb:UpdateItem",
  ],
  "the recorded installation tells nobody when doctor looks; the provider's releases that list subscriptions are others":
    ["editor ReadTopics sns:ListSubscriptionsByTopic", "operator ManageTopic sns:ListSubscriptionsByTopic"],
  "provider 6.23.0 and later tags buckets so; the recorded life has 5.100": [
    "editor ReadArtifactBuckets s3:ListTagsForResource",
    "operator ManageStateBucket s3:ListTagsForResource",
    "operator ManageStateBucket s3:TagResource",
    "operator ManageStateBucket s3:UntagResource",
    "reconciler ManageArtifactBuckets s3:ListTagsForResource",
    "reconciler ManageArtifactBuckets s3:TagResource",
    "reconciler ManageArtifactBuckets s3:UntagResource",
  ],
  "connections have two names, by when they were made; an item has one": [
    "reconciler LendConnections codeconnections:PassConnection",
  ],
  "bootstrap --unlock lets a digest fit its state": ["operator KeepLocks dynamodb:UpdateItem"],
  "CodeBuild asks for it where its source is in S3 (CodeBuild user guide, service role); the sandbox's does not":
    [
      "reconciler FetchTools s3:GetObjectVersion",
      "reconciler SeeStateBucket s3:GetBucketAcl",
      "reconciler SeeStateBucket s3:GetBucketLocation",
    ],
  "KMS judges a change of an alias by the key as well; the sandbox by the alias alone": [
    "reconciler ManageKeys kms:CreateAlias",
    "reconciler ManageKeys kms:DeleteAlias",
    "reconciler ManageKeys kms:UpdateAlias",
  ],
  "KMS asks for it beside CreateKey where the key bears tags; the sandbox does not": [
    "reconciler TagNewKeys kms:TagResource",
  ],
  "a key that was replaced takes the alias over": ["reconciler ManageAliases kms:UpdateAlias"],
  "the recorded life pushes no commit, and only what starts a pipeline needs it": [
    "starter StartPipelines codepipeline:StartPipelineExecution",
  ],
  "IAM asks for them beside CreateRole where the role bears tags, and when the settings' tags change; the sandbox asks for the second alone":
    ["reconciler ManageRoles iam:TagRole", "reconciler ManageRoles iam:UntagRole"],
  "the recorded pipeline finds no repository, so it has no commit and no build: people.test.ts and tests/cli/executions.real.test.ts read both":
    ["editor SeeBuildLogs logs:GetLogEvents", "editor SeeCommits codecommit:GetCommit"],
  "the installation's boundary may become another": [
    "reconciler GrantWithinBoundary iam:PutRolePermissionsBoundary",
  ],
  "with defaults.artifactRetentionDays, for which the provider waits a minute; the recorded life keeps artifacts":
    ["reconciler ManageArtifactBuckets s3:PutLifecycleConfiguration"],
};

/** The reason of each such permission. */
export const reasons: ReadonlyMap<Permission, string> = new Map(
  Object.entries(unusedForAReason).flatMap(([reason, permissions]) =>
    permissions.map((permission) => [permission, reason] as const),
  ),
);
