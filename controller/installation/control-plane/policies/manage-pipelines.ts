import { allow, arn, ofService, ownedBy, type Statement } from "../../../../compiler/iam/index.js";
import type { Site } from "../site.js";
import { arnsOf } from "./arns.js";
import { bucketActions } from "./bucket-actions.js";
import {
  logGroupActions,
  projectActions,
  ruleActions,
  tagActions,
  topicActions,
} from "./resource-actions.js";

/** Everything of a pipeline but its key and its roles, by name. */
export function managePipelines(site: Site): Statement[] {
  return [...grantsOf(site), lendConnections(site)];
}

function grantsOf(site: Site): Statement[] {
  const { pipelines } = arnsOf(site);
  // What runs is listed since a change would cancel it.
  const lists = ["ListActionExecutions", "ListPipelineExecutions"];
  const changes = ["CreatePipeline", "DeletePipeline", "GetPipeline", "UpdatePipeline"];
  const pipeline = [...changes, ...lists, ...tagActions];
  return [
    allow("ManagePipelines", ofService("codepipeline", pipeline), [pipelines.pipeline]),
    allow("ManageProjects", ofService("codebuild", projectActions), [pipelines.project]),
    allow("DeleteReports", ofService("codebuild", ["DeleteReportGroup"]), [pipelines.reports]),
    // AWS offers no resource level for this one.
    allow("FindReports", ofService("codebuild", ["ListReportGroups"]), ["*"]),
    allow("ManageRules", ofService("events", ruleActions), [pipelines.rule]),
    allow("ManageTopics", ofService("sns", topicActions), [pipelines.topic]),
    allow("ManageLogs", ofService("logs", logGroupActions), [pipelines.logGroup, `${pipelines.logGroup}:*`]),
    allow("FindLogs", ofService("logs", ["DescribeLogGroups"]), ["*"]),
    allow("ManageArtifactBuckets", ofService("s3", bucketActions), [pipelines.bucket]),
    allow(
      "EmptyArtifactBuckets",
      ofService("s3", ["DeleteObject", "DeleteObjectVersion"]),
      [pipelines.objects],
      ownedBy(site.account),
    ),
  ];
}

/**
 * Developer Tools console user guide, "Permissions reference for AWS CodeConnections": what a pipeline uses must be passed
 * to it. Either name of the service may stand in the action, the ARN and the key of one call.
 */
function lendConnections(site: Site): Statement {
  const services = ["codeconnections", "codestar-connections"];
  const toPipelines = services.map((service) => [`${service}:PassedToService`, "codepipeline.amazonaws.com"]);
  return allow(
    "LendConnections",
    services.map((service) => `${service}:PassConnection`),
    services.map((service) => arn(service, "connection/*", { ...site, region: "*" })),
    { StringEqualsIfExists: Object.fromEntries(toPipelines) },
  );
}
