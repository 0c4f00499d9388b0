import type {
  BatchGetReportGroupsInput,
  BatchGetReportsInput,
  CreateReportGroupInput,
  DeleteReportGroupInput,
  DeleteReportInput,
  DescribeTestCasesInput,
  ListReportGroupsInput,
  ListReportsForReportGroupInput,
  ListReportsInput,
  UpdateReportGroupInput,
} from "@aws-sdk/client-codebuild";
import {
  type CodeSuiteContext,
  type Operation,
  type OperationCall,
  requestTagContext,
} from "../core/index.js";
import { invalidInput, notFound, reportGroupExists, reportGroupNotFound } from "./errors.js";
import { listPage } from "./pages.js";
import { tagsProblem } from "./project-rules.js";
import { tagMap } from "./projects.js";
import { reportGroupArn } from "./reports.js";
import { nameOf, placeOf, type ReportGroupRecord, type ReportRecord, tablesOf } from "./state.js";

/** Operations on report groups and the reports in them. */
export function reportOperations(context: CodeSuiteContext): Readonly<Record<string, Operation>> {
  return {
    CreateReportGroup: createReportGroup(context),
    UpdateReportGroup: updateReportGroup(context),
    BatchGetReportGroups: batchGetReportGroups(context),
    ListReportGroups: listReportGroups(context),
    DeleteReportGroup: deleteReportGroup(context),
    BatchGetReports: batchGetReports(context),
    ListReports: listReports(context),
    ListReportsForReportGroup: listReportsForReportGroup(context),
    DeleteReport: deleteReport(context),
    DescribeTestCases: describeTestCases(context),
  };
}

function findGroup(context: CodeSuiteContext, call: OperationCall, arn: string): ReportGroupRecord {
  const group = tryFindGroup(context, call, arn);
  if (group) return group;
  throw reportGroupNotFound(arn);
}

function tryFindGroup(
  context: CodeSuiteContext,
  call: OperationCall,
  arn: string,
): ReportGroupRecord | undefined {
  const place = placeOf(call);
  return tablesOf(context, place).reportGroups.get(nameOf(arn, "report-group", place) ?? "");
}

/** IAM decides on reports by their group. */
function groupArnOf(reportArn: string): string {
  const end = reportArn.lastIndexOf(":");
  return reportArn.slice(0, end).replace(":report/", ":report-group/");
}

function createReportGroup(context: CodeSuiteContext): Operation<CreateReportGroupInput> {
  return {
    permission: ({ name = "", tags }, call) => ({
      resource: reportGroupArn(placeOf(call), name),
      context: requestTagContext(tagMap(tags)),
    }),
    handle: ({ name = "", type, exportConfig, tags = [] }, call) => {
      const place = placeOf(call);
      const { reportGroups } = tablesOf(context, place);
      const arn = reportGroupArn(place, name);
      checkGroup(exportConfig, tags);
      if (reportGroups.get(name)) throw reportGroupExists(arn);
      const now = context.now().toISOString();
      const group: ReportGroupRecord = {
        arn,
        name,
        type,
        exportConfig,
        tags,
        status: "ACTIVE",
        created: now,
        lastModified: now,
      };
      reportGroups.put(name, group);
      return { reportGroup: group };
    },
  };
}

function checkGroup(
  exportConfig: CreateReportGroupInput["exportConfig"],
  tags: NonNullable<CreateReportGroupInput["tags"]>,
): void {
  const problem = tagsProblem(tags);
  if (problem !== undefined) throw invalidInput(problem);
  if (exportConfig?.exportConfigType === "S3" && !exportConfig.s3Destination?.bucket) {
    throw invalidInput("Invalid export config: s3Destination must be set when exportConfigType is S3");
  }
}

function updateReportGroup(context: CodeSuiteContext): Operation<UpdateReportGroupInput> {
  return {
    permission: ({ arn = "" }) => ({ resource: arn }),
    handle: ({ arn = "", exportConfig, tags }, call) => {
      const old = findGroup(context, call, arn);
      checkGroup(exportConfig ?? old.exportConfig, tags ?? []);
      const reportGroup: ReportGroupRecord = {
        ...old,
        ...(exportConfig && { exportConfig }),
        ...(tags && { tags }),
        lastModified: context.now().toISOString(),
      };
      tablesOf(context, placeOf(call)).reportGroups.put(old.name, reportGroup);
      return { reportGroup };
    },
  };
}

function batchGetReportGroups(context: CodeSuiteContext): Operation<BatchGetReportGroupsInput> {
  return {
    permission: ({ reportGroupArns = [] }) => ({ resource: reportGroupArns[0] ?? "*" }),
    handle: async ({ reportGroupArns = [] }, call) => {
      for (const resource of reportGroupArns.slice(1)) await call.require({ resource });
      const found = new Map(reportGroupArns.map((arn) => [arn, tryFindGroup(context, call, arn)]));
      return {
        reportGroups: [...found.values()].filter((group) => group !== undefined),
        reportGroupsNotFound: reportGroupArns.filter((arn) => !found.get(arn)),
      };
    },
  };
}

function listReportGroups(context: CodeSuiteContext): Operation<ListReportGroupsInput> {
  const keys = {
    NAME: (group: ReportGroupRecord) => group.name,
    CREATED_TIME: (group: ReportGroupRecord) => `${group.created} ${group.name}`,
    LAST_MODIFIED_TIME: (group: ReportGroupRecord) => `${group.lastModified} ${group.name}`,
  };
  return {
    handle: ({ sortBy = "NAME", sortOrder, nextToken, maxResults }, call) => {
      const items = tablesOf(context, placeOf(call)).reportGroups.list();
      const defaultOrder = "ASCENDING";
      const page = listPage({ items, keyOf: keys[sortBy], sortOrder, defaultOrder, nextToken, maxResults });
      return { reportGroups: page.items.map((group) => group.arn), nextToken: page.nextToken };
    },
  };
}

/** "If you delete a report group that contains reports, an exception is thrown" (API reference, deleteReports). */
function deleteReportGroup(context: CodeSuiteContext): Operation<DeleteReportGroupInput> {
  return {
    permission: ({ arn = "" }) => ({ resource: arn }),
    handle: ({ arn = "", deleteReports = false }, call) => {
      const place = placeOf(call);
      const { reportGroups, reports } = tablesOf(context, place);
      const own = reports.list().filter((report) => report.reportGroupArn === arn);
      if (own.length > 0 && !deleteReports) {
        throw invalidInput(
          `Report group ${arn} holds ${own.length} reports; set deleteReports to delete them too`,
        );
      }
      for (const report of own) reports.delete(report.arn);
      reportGroups.delete(nameOf(arn, "report-group", place) ?? "");
      return {};
    },
  };
}

function batchGetReports(context: CodeSuiteContext): Operation<BatchGetReportsInput> {
  return {
    permission: ({ reportArns = [] }) => ({ resource: groupArnOf(reportArns[0] ?? "") }),
    handle: async ({ reportArns = [] }, call) => {
      for (const arn of reportArns.slice(1)) await call.require({ resource: groupArnOf(arn) });
      const { reports } = tablesOf(context, placeOf(call));
      return {
        reports: reportArns.map((arn) => reports.get(arn)).filter((report) => report !== undefined),
        reportsNotFound: reportArns.filter((arn) => !reports.get(arn)),
      };
    },
  };
}

function listReportsForReportGroup(context: CodeSuiteContext): Operation<ListReportsForReportGroupInput> {
  return {
    permission: ({ reportGroupArn: arn = "" }) => ({ resource: arn }),
    handle({ reportGroupArn: arn = "", ...input }, call) {
      findGroup(context, call, arn);
      const { reports } = tablesOf(context, placeOf(call));
      return reportsPage(
        reports.list().filter((report) => report.reportGroupArn === arn),
        input,
      );
    },
  };
}

function listReports(context: CodeSuiteContext): Operation<ListReportsInput> {
  return { handle: (input, call) => reportsPage(tablesOf(context, placeOf(call)).reports.list(), input) };
}

function reportsPage(items: readonly ReportRecord[], { filter, ...request }: ListReportsInput): object {
  const page = listPage({
    items: items.filter((report) => !filter?.status || report.status === filter.status),
    keyOf: (report) => `${report.created} ${report.arn}`,
    sortOrder: request.sortOrder,
    defaultOrder: "DESCENDING",
    nextToken: request.nextToken,
    maxResults: request.maxResults,
  });
  return { reports: page.items.map((report) => report.arn), nextToken: page.nextToken };
}

function deleteReport(context: CodeSuiteContext): Operation<DeleteReportInput> {
  return {
    permission: ({ arn = "" }) => ({ resource: groupArnOf(arn) }),
    handle: ({ arn = "" }, call) => {
      tablesOf(context, placeOf(call)).reports.delete(arn);
      return {};
    },
  };
}

function describeTestCases(context: CodeSuiteContext): Operation<DescribeTestCasesInput> {
  return {
    permission: ({ reportArn = "" }) => ({ resource: groupArnOf(reportArn) }),
    handle: ({ reportArn = "", nextToken, maxResults, filter }, call) => {
      const report = tablesOf(context, placeOf(call)).reports.get(reportArn);
      if (!report) throw notFound(`Report cannot be found: ${reportArn}`);
      const { status, keyword } = filter ?? {};
      const page = listPage({
        items: report.cases
          .map((testCase, index) => ({ testCase, key: String(index).padStart(6, "0") }))
          .filter(({ testCase }) => !status || testCase.status === status)
          .filter(({ testCase }) => !keyword || testCase.name?.includes(keyword)),
        keyOf: ({ key }) => key,
        sortOrder: undefined,
        defaultOrder: "ASCENDING",
        nextToken,
        maxResults,
      });
      return { testCases: page.items.map(({ testCase }) => testCase), nextToken: page.nextToken };
    },
  };
}
