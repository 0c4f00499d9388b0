import { randomUUID } from "node:crypto";
import { countByStatus, reportFailure, type TestReport } from "../../builds/index.js";
import type { Caller } from "../../service.js";
import { arnAt, type CodeSuiteContext, type Place } from "../core/index.js";
import { sessionName } from "./role-clients.js";
import { type BuildRecord, nameOf, type ReportGroupRecord, type ReportRecord, tablesOf } from "./state.js";

/** "A report expires 30 days after it is created" (user guide, test-reporting). */
const lifetimeMs = 30 * 24 * 60 * 60_000;

/** "Test report permissions": what the service role must be allowed (user guide, test-permissions). */
const actions = ["CreateReport", "UpdateReport", "BatchPutTestCases"];

export function reportGroupArn(place: Place, name: string): string {
  return arnAt(place, "codebuild", `report-group/${name}`);
}

/** Stores a build's report, as its role; a group that is not there is made. Gives the report's ARN. */
export async function storeReport(
  context: CodeSuiteContext,
  build: BuildRecord,
  place: Place,
  report: TestReport,
): Promise<string> {
  const group = await reportGroupFor(context, build, place, report);
  for (const action of actions) await requireOfRole(context, build, place, report, action, group.arn);
  const record = newReport(build, group, report, context.now());
  tablesOf(context, place).reports.put(record.arn, record);
  return record.arn;
}

async function reportGroupFor(
  context: CodeSuiteContext,
  build: BuildRecord,
  place: Place,
  report: TestReport,
): Promise<ReportGroupRecord> {
  const { reportGroups } = tablesOf(context, place);
  const existing = nameOf(report.group, "report-group", place);
  const byArn = report.group.startsWith("arn:");
  const name = byArn ? existing : `${build.projectName}-${report.group}`;
  const found = name === undefined ? undefined : reportGroups.get(name);
  if (found) return found;
  if (byArn || name === undefined) throw reportFailure(report.group, "report group does not exist");
  const arn = reportGroupArn(place, name);
  await requireOfRole(context, build, place, report, "CreateReportGroup", arn);
  const group = newReportGroup(name, arn, context.now());
  reportGroups.put(name, group);
  return group;
}

/** "CodeBuild creates a report group using your project name and the name you specify" (build-spec-ref, reports). */
function newReportGroup(name: string, arn: string, now: Date): ReportGroupRecord {
  const time = now.toISOString();
  return {
    arn,
    name,
    type: "TEST",
    status: "ACTIVE",
    exportConfig: { exportConfigType: "NO_EXPORT" },
    tags: [],
    created: time,
    lastModified: time,
  };
}

function newReport(
  build: BuildRecord,
  group: ReportGroupRecord,
  report: TestReport,
  now: Date,
): ReportRecord {
  const arn = `${group.arn.replace(":report-group/", ":report/")}:${randomUUID()}`;
  const expired = new Date(now.getTime() + lifetimeMs).toISOString();
  const nanoSeconds = report.cases.reduce((sum, each) => sum + each.durationInNanoSeconds, 0);
  return {
    arn,
    type: "TEST",
    name: group.name,
    reportGroupArn: group.arn,
    executionId: build.arn,
    status: report.status,
    created: now.toISOString(),
    expired,
    exportConfig: group.exportConfig,
    truncated: false,
    testSummary: {
      total: report.cases.length,
      statusCounts: countByStatus(report.cases),
      durationInNanoSeconds: nanoSeconds,
    },
    cases: report.cases.map((testCase) => ({ ...testCase, reportArn: arn, expired })),
  };
}

async function requireOfRole(
  context: CodeSuiteContext,
  build: BuildRecord,
  place: Place,
  report: TestReport,
  action: string,
  resource: string,
): Promise<void> {
  const decision = await context.authorizer.authorize({
    caller: roleCaller(build, place),
    action: `codebuild:${action}`,
    resource,
  });
  if (!decision.allowed) throw reportFailure(report.group, `AccessDeniedException: ${decision.message}`);
}

/** The session of a build's service role, as IAM sees it. */
function roleCaller(build: BuildRecord, { accountId }: Place): Caller {
  const roleArn = build.plan.serviceRole;
  const roleName = roleArn.slice(roleArn.lastIndexOf("/") + 1);
  return {
    accountId,
    accessKeyId: "",
    arn: `arn:aws:sts::${accountId}:assumed-role/${roleName}/${sessionName(build)}`,
    roleArn,
  };
}
