import type { Statement } from "../../../../compiler/iam/index.js";
import type { Site } from "../site.js";
import { manageKeys } from "./manage-keys.js";
import { managePipelines } from "./manage-pipelines.js";
import { manageRoles } from "./manage-roles.js";

/** What of a pipeline's management only reads: a plan asks for as much as a deploy does before it changes anything. */
export function readPipelines(site: Site): Statement[] {
  const managed = [...managePipelines(site), ...manageKeys(site), ...manageRoles(site)];
  return managed.flatMap((statement) => {
    const Action = statement.Action.filter(isRead);
    const Sid = statement.Sid.replace(/^Manage/, "Read");
    return statement.Effect === "Allow" && Action.length > 0 ? [{ ...statement, Sid, Action }] : [];
  });
}

/** Who plans may see executions by another statement. Before a deletion only: the versions of a bucket, and where else a role is used. After it, report groups; after a death, keys. */
const notForPlans = [
  "codebuild:ListReportGroups",
  "codepipeline:ListActionExecutions",
  "codepipeline:ListPipelineExecutions",
  "s3:ListBucketVersions",
  "iam:ListInstanceProfilesForRole",
  "kms:ListKeys",
];

function isRead(action: string): boolean {
  return /:(BatchGet|Describe|Get|List)/.test(action) && !notForPlans.includes(action);
}
