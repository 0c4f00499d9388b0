import type { Statement } from "../../../../compiler/pipeline/policies/policy.js";
import type { Site } from "../site.js";
import { arnsOf } from "./arns.js";
import { bucketActions } from "./bucket-actions.js";
import { allow, type Grant } from "./grant.js";
import {
  logGroupActions,
  projectActions,
  ruleActions,
  tagActions,
  topicActions,
} from "./resource-actions.js";

/** Everything of a pipeline but its key and its roles, by name. */
export function managePipelines(site: Site): Statement[] {
  return [...grantsOf(site).map(allow), ...lendConnections(site)];
}

function grantsOf(site: Site): Grant[] {
  const { pipelines } = arnsOf(site);
  const pipeline = ["CreatePipeline", "DeletePipeline", "GetPipeline", "UpdatePipeline", ...tagActions];
  return [
    ["ManagePipelines", "codepipeline", pipeline, [pipelines.pipeline]],
    ["ManageProjects", "codebuild", projectActions, [pipelines.project]],
    ["ManageRules", "events", ruleActions, [pipelines.rule]],
    ["ManageTopics", "sns", topicActions, [pipelines.topic]],
    ["ManageLogs", "logs", logGroupActions, [pipelines.logGroup, `${pipelines.logGroup}:*`]],
    ["FindLogs", "logs", ["DescribeLogGroups"], ["*"]],
    ["ManageArtifactBuckets", "s3", bucketActions, [pipelines.bucket]],
    ["EmptyArtifactBuckets", "s3", ["DeleteObject", "DeleteObjectVersion"], [pipelines.objects]],
  ];
}

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
