import { DeleteReportGroupCommand, paginateListReportGroups } from "@aws-sdk/client-codebuild";
import { unlessAbsent } from "./clients.js";
import type { Search } from "./finder.js";

/**
 * Deletes, with their reports, the groups that builds of a pipeline made: no Terraform knows them, and they outlive their
 * project (CodeBuild user guide, "Work with report groups"). Says which.
 */
export async function deleteReportGroups({
  clients: { codeBuild },
  stack,
}: Pick<Search, "clients" | "stack">): Promise<string[]> {
  const deleted: string[] = [];
  for await (const { reportGroups = [] } of paginateListReportGroups({ client: codeBuild }, {})) {
    for (const arn of reportGroups) if (isOf(stack, nameOf(arn))) deleted.push(arn);
  }
  for (const arn of deleted) {
    const deletion = codeBuild.send(new DeleteReportGroupCommand({ arn, deleteReports: true }));
    await unlessAbsent(deletion, "ResourceNotFoundException");
  }
  return deleted.map(nameOf);
}

function nameOf(arn: string): string {
  return arn.slice(arn.indexOf(":report-group/") + ":report-group/".length);
}

/**
 * CodeBuild names a group `<project>-<report>`, and projects are `<pipeline>-build` or `<pipeline>_<environment>…`. A name
 * that could as well begin with another pipeline's, whose id then follows a further double hyphen, is left alone.
 */
export function isOf(pipeline: string, group: string): boolean {
  if (!group.startsWith(pipeline)) return false;
  const rest = group.slice(pipeline.length);
  return /^(-build-|_)./.test(rest) && !/--[a-z0-9]{10}(-build-|_)/.test(rest);
}
