import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group/index.js";
import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter/index.js";
import { LambdaEventSourceMapping } from "@cdktf/provider-aws/lib/lambda-event-source-mapping/index.js";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function/index.js";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule/index.js";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue/index.js";
import type { TerraformStack } from "cdktf";
import { dependOn } from "../../../compiler/stack/depends-on.js";
import type { Role } from "../../../compiler/stack/role.js";
import { lambdaFile } from "./lambda-zip.js";
import { oldestRequest } from "./metrics.js";
import { toldOfPipelines } from "./policies/index.js";
import type { ControlPlaneProps } from "./props.js";
import type { Roles } from "./roles.js";

/** The functions, and what calls those of the dispatcher. */
export function addFunctions(stack: TerraformStack, roles: Roles, plan: ControlPlaneProps): void {
  const forDispatcher = environmentOf(plan);
  const { dispatcher, schedule, events } = roles;
  addFunction(stack, { id: "dispatcher", handler: "handler.stream", role: dispatcher }, forDispatcher, plan);
  addFunction(stack, { id: "schedule", handler: "handler.schedule", role: schedule }, forDispatcher, plan);
  addFunction(
    stack,
    { id: "events", handler: "events.events", role: events },
    eventsEnvironmentOf(plan),
    plan,
  );
  addFailedRecords(stack, plan);
  addStream(stack, roles);
  addSchedule(stack, roles, plan);
  addOldestRequest(stack, plan);
}

/** Of each function in Terraform; its name is that of the site's names. */
export type FunctionId = "dispatcher" | "schedule" | "events";

interface FunctionParts {
  readonly id: FunctionId;
  readonly handler: string;
  readonly role: Role;
}

function addFunction(
  stack: TerraformStack,
  { id, handler, role }: FunctionParts,
  variables: Record<string, string>,
  { site, settings, lambdaSha256 }: ControlPlaneProps,
) {
  const name = site.names[id];
  new CloudwatchLogGroup(stack, `${id}-log`, {
    name: `/aws/lambda/${name}`,
    retentionInDays: settings.defaults.logRetentionDays,
  }).overrideLogicalId(id);
  const made = new LambdaFunction(stack, `${id}-function`, {
    functionName: name,
    role: role.arn,
    runtime: "nodejs22.x",
    architectures: ["arm64"],
    handler,
    filename: `\${path.module}/${lambdaFile}`,
    sourceCodeHash: lambdaSha256,
    // A hundred records are asked in a second or two; the table's scan of some thousand items takes longer.
    timeout: 60,
    memorySize: 512,
    environment: { variables },
  });
  dependOn(made, [role.ready, `aws_cloudwatch_log_group.${id}`]).overrideLogicalId(id);
}

/** As `controller/dispatcher/environment.ts` reads it. */
function environmentOf(plan: ControlPlaneProps): Record<string, string> {
  return { STAGEWRIGHT_TABLE: plan.site.names.table, ...buildsEnvironmentOf(plan) };
}

/** Of each function that has builds begin what is asked for. */
function buildsEnvironmentOf({
  site: { names },
  settings: { controller },
}: ControlPlaneProps): Record<string, string> {
  return {
    STAGEWRIGHT_LEDGER: names.ledger,
    STAGEWRIGHT_PROJECT: names.reconciler,
    STAGEWRIGHT_BUILDS: String(controller.concurrentBuilds),
    STAGEWRIGHT_PIPELINES_PER_BUILD: String(controller.pipelinesPerBuild),
  };
}

/** As `controller/events/environment.ts` reads it. */
function eventsEnvironmentOf(plan: ControlPlaneProps): Record<string, string> {
  const topic = toldOfPipelines(plan.site);
  return {
    ...buildsEnvironmentOf(plan),
    STAGEWRIGHT_ACCOUNT: plan.site.account,
    ...(topic !== undefined && { STAGEWRIGHT_TOPIC: topic }),
    ...(plan.site.deploymentsBucket !== undefined && { STAGEWRIGHT_APPROVALS: approvalsOf(plan.site) }),
  };
}

/** Lambda takes 4 KB of all variables together (Lambda developer guide, "Lambda quotas"); more accounts than that would need are all asked for always. */
const mostApprovals = 3_000;

function approvalsOf({ settings: { limits } }: ControlPlaneProps["site"]): string {
  const words = Object.entries(limits.approvals).map(([account, { when }]) => [account, when]);
  const text = JSON.stringify(Object.fromEntries(words));
  return text.length <= mostApprovals ? text : JSON.stringify({ "*": "always" });
}

/** Where Lambda tells of records that it gave up on, kept as long as SQS can. */
function addFailedRecords(stack: TerraformStack, { site }: ControlPlaneProps): void {
  new SqsQueue(stack, "failed-records", {
    name: site.names.failedRecords,
    messageRetentionSeconds: 14 * 24 * 60 * 60,
    sqsManagedSseEnabled: true,
  }).overrideLogicalId("failed_records");
}

/**
 * Bounded, so that no record blocks its shard: the schedule finds what is given up. A record that is an hour old has
 * been seen by the schedule in any case.
 */
function addStream(stack: TerraformStack, { dispatcher }: Roles): void {
  const mapping = new LambdaEventSourceMapping(stack, "stream-mapping", {
    eventSourceArn: "${aws_dynamodb_table.config.stream_arn}",
    functionName: "${aws_lambda_function.dispatcher.arn}",
    startingPosition: "TRIM_HORIZON",
    batchSize: 100,
    maximumBatchingWindowInSeconds: 1,
    maximumRetryAttempts: 5,
    maximumRecordAgeInSeconds: 3600,
    bisectBatchOnFunctionError: true,
    functionResponseTypes: ["ReportBatchItemFailures"],
    destinationConfig: { onFailure: { destinationArn: "${aws_sqs_queue.failed_records.arn}" } },
  });
  dependOn(mapping, [dispatcher.ready]).overrideLogicalId("stream");
}

function addSchedule(
  stack: TerraformStack,
  { scheduler }: Roles,
  { site, settings }: ControlPlaneProps,
): void {
  const { scheduleMinutes } = settings.controller;
  const schedule = new SchedulerSchedule(stack, "schedule", {
    name: site.names.schedule,
    description: "Compares the config table with the ledger, and starts what was left over",
    scheduleExpression: `rate(${scheduleMinutes} ${scheduleMinutes === 1 ? "minute" : "minutes"})`,
    flexibleTimeWindow: { mode: "OFF" },
    target: {
      arn: "${aws_lambda_function.schedule.arn}",
      roleArn: scheduler.arn,
      retryPolicy: { maximumRetryAttempts: 2, maximumEventAgeInSeconds: 300 },
    },
  });
  dependOn(schedule, [scheduler.ready]).overrideLogicalId("schedule");
}

/** Of each line that the schedule writes when it has looked (CloudWatch Logs user guide, "Filter pattern syntax"). */
function addOldestRequest(stack: TerraformStack, { site }: ControlPlaneProps): void {
  const { event, field, metric } = oldestRequest;
  new CloudwatchLogMetricFilter(stack, "oldest-request", {
    name: metric,
    logGroupName: "${aws_cloudwatch_log_group.schedule.name}",
    pattern: `{ $.event = "${event}" }`,
    metricTransformation: {
      name: metric,
      namespace: site.names.metrics,
      value: `$.${field}`,
      unit: "Seconds",
    },
  }).overrideLogicalId("oldest_request");
}
