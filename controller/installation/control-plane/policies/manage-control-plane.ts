import type { Statement } from "../../../../compiler/pipeline/policies/policy.js";
import type { Site } from "../site.js";
import { arnsOf } from "./arns.js";
import { allow, type Grant } from "./grant.js";
import {
  logGroupActions,
  projectActions,
  ruleActions,
  tagActions,
  topicActions,
} from "./resource-actions.js";

/** Everything of the control plane but its roles and what keeps its state, by name. */
export function manageControlPlane(site: Site): Statement[] {
  const find = ["logs:DescribeLogGroups", "ssm:DescribeParameters"];
  return [
    ...ofRecords(site).map(allow),
    ...ofFunctions(site),
    ...ofFailures(site).map(allow),
    seeKey(site),
    { Sid: "Find", Effect: "Allow", Action: find, Resource: ["*"] },
  ];
}

const tableActions = [
  "CreateTable",
  "DeleteTable",
  "DescribeContinuousBackups",
  "DescribeTable",
  "DescribeTimeToLive",
  "ListTagsOfResource",
  "TagResource",
  "UntagResource",
  "UpdateContinuousBackups",
  "UpdateTable",
];

const parameterActions = [
  "AddTagsToResource",
  "DeleteParameter",
  "GetParameter",
  "ListTagsForResource",
  "PutParameter",
  "RemoveTagsFromResource",
];

/** Tables, the project, the parameter, logs. */
function ofRecords(site: Site): Grant[] {
  const { table, ledger, lockTable, project, parameter, logGroup } = arnsOf(site);
  const groups = ["lambda", "codebuild"].map((service) => logGroup(`/aws/${service}/${site.control}`));
  return [
    ["ManageTables", "dynamodb", tableActions, [table, ledger, ...(site.hasLockTable ? [lockTable] : [])]],
    ["ManageReconciler", "codebuild", projectActions, [project]],
    ["ManageParameter", "ssm", parameterActions, [parameter]],
    ["ManageLogs", "logs", logGroupActions, groups],
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
    allow(["ManageFunctions", "lambda", functionActions, functions]),
    { ...allow(["OpenFunctions", "lambda", ["AddPermission"], functions]), Condition: byRules },
    // A mapping has no name, and none at all when it is made: its function tells.
    { ...allow(["MapStream", "lambda", ["CreateEventSourceMapping"], ["*"]]), Condition: ofDispatcher },
    { ...allow(["ManageStream", "lambda", changes, mappings]), Condition: ofDispatcher },
    allow(["SeeAndTagFunctions", "lambda", seen, [...functions, ...mappings]]),
    allow(["ManageSchedule", "scheduler", schedules, scheduled]),
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
function ofFailures(site: Site): Grant[] {
  const { topic, queue, inRegion } = arnsOf(site);
  const { failures, dashboard } = site.names;
  const alarms = ["DeleteAlarms", "DescribeAlarms", "PutMetricAlarm", ...tagActions];
  const alarm = inRegion("cloudwatch", `alarm:${failures}-*`);
  const dashboards = ["DeleteDashboards", "GetDashboard", "PutDashboard"];
  const shown = `arn:${site.partition}:cloudwatch::${site.account}:dashboard/${dashboard}`;
  return [
    ["ManageTopic", "sns", topicActions, [topic]],
    ["ManageRules", "events", ruleActions, [inRegion("events", `rule/${site.control}`)]],
    ["ManageQueue", "sqs", queueActions, [queue]],
    ["ManageMonitoring", "cloudwatch", [...alarms, ...dashboards], [alarm, shown]],
  ];
}

/** The provider looks up the key that DynamoDB takes by default; by its alias, since nobody knows its id. */
function seeKey(site: Site): Statement {
  return {
    ...allow(["SeeKeyOfTables", "kms", ["DescribeKey"], [arnsOf(site).inRegion("kms", "key/*")]]),
    Condition: { StringEquals: { "kms:RequestAlias": "alias/aws/dynamodb" } },
  };
}
