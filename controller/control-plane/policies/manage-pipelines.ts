import type { Statement } from "../../../compiler/pipeline/policies/policy.js";
import type { Site } from "../site.js";
import { arnsOf } from "./arns.js";
import { bucketActions } from "./bucket-actions.js";

type Grant = readonly [
  sid: string,
  service: string,
  actions: readonly string[],
  resources: readonly string[],
];

/** Everything of a pipeline but its key and its roles, by name. What is read was taken from a provider's calls. */
export function managePipelines(site: Site): Statement[] {
  return [...grantsOf(site).map(allow), ...lendConnections(site)];
}

const tags = ["ListTagsForResource", "TagResource", "UntagResource"];

function grantsOf(site: Site): Grant[] {
  const { pipelines } = arnsOf(site);
  const pipeline = ["CreatePipeline", "DeletePipeline", "GetPipeline", "UpdatePipeline", ...tags];
  const project = ["BatchGetProjects", "CreateProject", "DeleteProject", "UpdateProject"];
  const rule = [
    "DeleteRule",
    "DescribeRule",
    "ListTargetsByRule",
    "PutRule",
    "PutTargets",
    "RemoveTargets",
    ...tags,
  ];
  const group = ["CreateLogGroup", "DeleteLogGroup", "DeleteRetentionPolicy", "PutRetentionPolicy", ...tags];
  return [
    ["ManagePipelines", "codepipeline", pipeline, [pipelines.pipeline]],
    ["ManageProjects", "codebuild", project, [pipelines.project]],
    ["ManageRules", "events", rule, [pipelines.rule]],
    ["ManageTopics", "sns", topicActions, [pipelines.topic]],
    ["ManageLogs", "logs", group, [pipelines.logGroup, `${pipelines.logGroup}:*`]],
    ["FindLogs", "logs", ["DescribeLogGroups"], ["*"]],
    ["ManageArtifactBuckets", "s3", bucketActions, [pipelines.bucket]],
    ["EmptyArtifactBuckets", "s3", ["DeleteObject", "DeleteObjectVersion"], [pipelines.objects]],
  ];
}

/** A subscription's ARN begins with its topic's, so the topic's pattern holds for both. */
const topicActions = [
  "CreateTopic",
  "DeleteTopic",
  "GetSubscriptionAttributes",
  "GetTopicAttributes",
  "SetSubscriptionAttributes",
  "SetTopicAttributes",
  "Subscribe",
  "Unsubscribe",
  ...tags,
];

/** Developer Tools console user guide, "Permissions reference": what a pipeline uses must be passed to it. */
function lendConnections({ partition, account }: Site): Statement[] {
  return ["codeconnections", "codestar-connections"].map((service, index) => ({
    Sid: `LendConnections${index + 1}`,
    Effect: "Allow",
    Action: [`${service}:PassConnection`],
    Resource: [`arn:${partition}:${service}:*:${account}:connection/*`],
    Condition: { StringEquals: { [`${service}:PassedToService`]: "codepipeline.amazonaws.com" } },
  }));
}

function allow([Sid, service, actions, Resource]: Grant): Statement {
  return { Sid, Effect: "Allow", Action: actions.map((action) => `${service}:${action}`), Resource };
}
