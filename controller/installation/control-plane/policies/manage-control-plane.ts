import { allow, globalArn, ofService, type Statement } from "../../../../compiler/iam/index.js";
import type { Site } from "../site.js";
import { arnsOf } from "./arns.js";
import {
  logGroupActions,
  projectActions,
  ruleActions,
  tagActions,
  topicActions,
} from "./resource-actions.js";

/** Everything of the control plane but its roles and what keeps its state, by name. */
export function manageControlPlane(site: Site): Statement[] {
  // AWS offers no resource level for these; two tell `doctor` how functions and stream are, and the last `bootstrap` how many roles there may be.
  const find = [
    "logs:DescribeLogGroups",
    "ssm:DescribeParameters",
    "cloudwatch:GetMetricData",
    "lambda:ListEventSourceMappings",
    "iam:GetAccountSummary",
  ];
  return [
    ...ofRecords(site),
    ...ofFunctions(site),
    ...ofFailures(site),
    seeKey(site),
    allow("Find", find, ["*"]),
  ];
}

/** Their rows are read too: by `--destroy`, which refuses while there are any, and by `doctor`, locks and digests among them. */
const tableActions = [
  "CreateTable",
  "DeleteTable",
  "DescribeContinuousBackups",
  "DescribeTable",
  "DescribeTimeToLive",
  "GetItem",
  "ListTagsOfResource",
  "Scan",
  "TagResource",
  "UntagResource",
  "UpdateContinuousBackups",
  "UpdateTable",
];

/** Of the metric that is read out of the schedule's log. */
const filterActions = ["DeleteMetricFilter", "DescribeMetricFilters", "PutMetricFilter"];

const parameterActions = [
  "AddTagsToResource",
  "DeleteParameter",
  "GetParameter",
  "ListTagsForResource",
  "PutParameter",
  "RemoveTagsFromResource",
];

/** Tables, the project, the parameter, logs. */
function ofRecords(site: Site): Statement[] {
  const { table, ledger, lockTable, project, parameter, logGroup } = arnsOf(site);
  const groups = ["lambda", "codebuild"].map((service) => logGroup(`/aws/${service}/${site.control}`));
  return [
    allow("ManageTables", ofService("dynamodb", tableActions), [
      table,
      ledger,
      ...(site.hasLockTable ? [lockTable] : []),
    ]),
    allow("ManageReconciler", ofService("codebuild", projectActions), [project]),
    allow("ManageParameter", ofService("ssm", parameterActions), [parameter]),
    allow("ManageLogs", ofService("logs", [...logGroupActions, ...filterActions]), groups),
  ];
}

const functionActions = [
  "CreateFunction",
  "DeleteFunction",
  "GetFunction",
  "GetFunctionCodeSigningConfig",
  "GetPolicy",
  "ListVersionsByFunction",
  "RemovePermission",
  "UpdateFunctionCode",
  "UpdateFunctionConfiguration",
];

function ofFunctions(site: Site): Statement[] {
  const arns = arnsOf(site);
  const functions = [arns.function(site.control)];
  const mappings = [arns.inRegion("lambda", "event-source-mapping:*")];
  const changes = ["DeleteEventSourceMapping", "UpdateEventSourceMapping"];
  // One that is gone has no function either, and the provider looks until it is gone.
  const seen = ["GetEventSourceMapping", "ListTags", "TagResource", "UntagResource"];
  const ofDispatcher = { ArnEquals: { "lambda:FunctionArn": arns.function(site.names.dispatcher) } };
  const byRules = { StringEquals: { "lambda:Principal": "events.amazonaws.com" } };
  const scheduled = [arns.inRegion("scheduler", `schedule/default/${site.names.schedule}`)];
  const schedules = ["CreateSchedule", "DeleteSchedule", "GetSchedule", "UpdateSchedule"];
  return [
    allow("ManageFunctions", ofService("lambda", functionActions), functions),
    allow("OpenFunctions", ofService("lambda", ["AddPermission"]), functions, byRules),
    // A mapping has no name, and none at all when it is made: its function tells.
    allow("MapStream", ofService("lambda", ["CreateEventSourceMapping"]), ["*"], ofDispatcher),
    allow("ManageStream", ofService("lambda", changes), mappings, ofDispatcher),
    allow("SeeAndTagFunctions", ofService("lambda", seen), [...functions, ...mappings]),
    allow("ManageSchedule", ofService("scheduler", schedules), scheduled),
  ];
}

const queueActions = [
  "CreateQueue",
  "DeleteQueue",
  "GetQueueAttributes",
  "ListQueueTags",
  "SetQueueAttributes",
  "TagQueue",
  "UntagQueue",
];

/** What tells people, and what they look at. */
function ofFailures(site: Site): Statement[] {
  const { topic, queue, inRegion } = arnsOf(site);
  const { failures, dashboard } = site.names;
  const alarms = ["DeleteAlarms", "PutMetricAlarm", ...tagActions];
  const alarm = inRegion("cloudwatch", `alarm:${failures}-*`);
  const dashboards = ["DeleteDashboards", "GetDashboard", "PutDashboard"];
  const shown = globalArn("cloudwatch", `dashboard/${dashboard}`, site);
  return [
    allow("ManageTopic", ofService("sns", topicActions), [topic]),
    allow("ManageRules", ofService("events", ruleActions), [inRegion("events", `rule/${site.control}`)]),
    allow("ManageQueue", ofService("sqs", queueActions), [queue]),
    allow("ManageMonitoring", ofService("cloudwatch", [...alarms, ...dashboards]), [alarm, shown]),
    // AWS asks for every alarm also of who names one; its denials say `alarm:*` (docs/security.md).
    allow("SeeAlarms", ofService("cloudwatch", ["DescribeAlarms"]), [inRegion("cloudwatch", "alarm:*")]),
  ];
}

/**
 * The provider looks up the key that DynamoDB takes by default; by its alias, since nobody knows its id. Where no table used
 * it yet, KMS makes it for this very question (KMS API reference, DescribeKey), and the provider does without the answer
 * (`internal/service/dynamodb/table.go`, `clearSSEDefaultKey`).
 */
function seeKey(site: Site): Statement {
  return allow("SeeKeyOfTables", ofService("kms", ["DescribeKey"]), [arnsOf(site).inRegion("kms", "key/*")], {
    StringEquals: { "kms:RequestAlias": "alias/aws/dynamodb" },
  });
}
