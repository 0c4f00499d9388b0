import { type ArnContext, allow, arn, ofService, type Statement } from "../../iam/index.js";

const logWrites = ofService("logs", ["CreateLogStream", "PutLogEvents"]);
const reportWrites = ofService("codebuild", [
  "BatchPutCodeCoverages",
  "BatchPutTestCases",
  "CreateReport",
  "CreateReportGroup",
  "UpdateReport",
]);
const runs = ofService("codebuild", ["BatchGetBuilds", "StartBuild"]);

/** The log groups and the report groups of projects, named or by a pattern. */
export function writeLogAndReports(projects: readonly string[], context: ArnContext): Statement[] {
  const reportGroups = projects.map((name) => arn("codebuild", `report-group/${name}-*`, context));
  return [writeLog(projects, context), allow("OwnReports", reportWrites, reportGroups)];
}

/** The log groups of projects: the group for making a stream, what is in it for writing to it (CodeBuild user guide, "Create a service role"). */
export function writeLog(projects: readonly string[], context: ArnContext): Statement {
  const groups = projects.flatMap((name) => logGroupsOf(name, context));
  return allow("OwnLog", logWrites, groups);
}

/** What runs projects: named, or by a pattern. */
export function runProjects(projects: readonly string[], context: ArnContext): Statement {
  return allow(
    "RunOwnProjects",
    runs,
    projects.map((name) => arn("codebuild", `project/${name}`, context)),
  );
}

/** The same for every project of every pipeline, by the pattern of their names. */
export function anyProject(pipelines: string, context: ArnContext): Statement[] {
  return [
    allow("Projects", runs, [arn("codebuild", `project/${pipelines}`, context)]),
    allow("Reports", reportWrites, [arn("codebuild", `report-group/${pipelines}`, context)]),
    allow("Logs", logWrites, logGroupsOf(pipelines, context)),
  ];
}

function logGroupsOf(project: string, context: ArnContext): string[] {
  const group = arn("logs", `log-group:/aws/codebuild/${project}`, context);
  return [group, `${group}:*`];
}
