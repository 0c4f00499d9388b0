import type { Site } from "./site.js";

/** What is watched: drawn on the dashboard, with an alarm above its threshold. */
export interface Metric {
  readonly id: string;
  readonly title: string;
  /** What it means when it is too high, and what to do. */
  readonly alarm: string;
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: "Sum" | "Maximum";
  readonly threshold: number;
  /** Seconds that an alarm looks at together. */
  readonly period: number;
}

/** Milliseconds. A record is read within a second or two; ten minutes mean that the function keeps failing. */
const oldestRecord = 600_000;

/** Seconds. Builds that are at work take over what waits; an hour without any begun means that none comes. */
const longestWait = 3600;

/** What the schedule says of who waits, and what the metric is called that is read out of its line. */
export const oldestRequest = { event: "schedule", field: "oldestSeconds", metric: "OldestRequestAge" };

/** Alarms look at the newest value of so many seconds. */
const usualPeriod = 300;

export function metricsOf(site: Pick<Site, "names" | "settings">): readonly Metric[] {
  return [...ofRecords(site.names), ...ofRuns(site.names), oldestRequestOf(site)];
}

/** Of changes of the table, on their way to a mark in the ledger. */
function ofRecords(names: Site["names"]): Metric[] {
  return [
    {
      id: "failed-records",
      title: "Changes that the stream gave up on",
      alarm:
        "Changes of the table could not be marked. The schedule finds them; the dispatcher's log says why.",
      namespace: "AWS/SQS",
      name: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: names.failedRecords },
      statistic: "Maximum",
      threshold: 0,
      period: usualPeriod,
    },
    {
      id: "iterator-age",
      title: "Age of the oldest change, ms",
      alarm: "Changes of the table wait for more than 10 minutes. The dispatcher's log says why.",
      namespace: "AWS/Lambda",
      name: "IteratorAge",
      dimensions: { FunctionName: names.dispatcher },
      statistic: "Maximum",
      threshold: oldestRecord,
      period: usualPeriod,
    },
  ];
}

/** Of what runs then, and of what tells that it failed. */
function ofRuns(names: Site["names"]): Metric[] {
  return [
    {
      id: "failed-builds",
      title: "Failed builds",
      alarm: "A build of the reconciler failed. `stagewright status` says which pipelines, and why.",
      namespace: "AWS/CodeBuild",
      name: "FailedBuilds",
      dimensions: { ProjectName: names.reconciler },
      statistic: "Sum",
      threshold: 0,
      period: usualPeriod,
    },
    {
      id: "schedule-errors",
      title: "Errors of the schedule",
      alarm: "The schedule could not compare the table with the ledger. Its log says why.",
      namespace: "AWS/Lambda",
      name: "Errors",
      dimensions: { FunctionName: names.schedule },
      statistic: "Sum",
      threshold: 0,
      period: usualPeriod,
    },
    {
      id: "events-errors",
      title: "Errors of the events' function",
      alarm:
        "What pipelines do could not be written down, or told. The log of the events' function says why.",
      namespace: "AWS/Lambda",
      name: "Errors",
      dimensions: { FunctionName: names.events },
      statistic: "Sum",
      threshold: 0,
      period: usualPeriod,
    },
    {
      id: "failures-not-told",
      title: "Failures that reached nobody",
      alarm:
        "EventBridge could not publish that a run failed. Its rule's target and that target's role say why.",
      namespace: "AWS/Events",
      name: "FailedInvocations",
      dimensions: { RuleName: names.failures },
      statistic: "Sum",
      threshold: 0,
      period: usualPeriod,
    },
  ];
}

function oldestRequestOf({ names, settings }: Pick<Site, "names" | "settings">): Metric {
  const interval = settings.controller.scheduleMinutes * 60;
  return {
    id: "oldest-request",
    title: "How long the oldest request has waited, s",
    alarm:
      "Something that was asked for waits, and no build has begun it. `stagewright status` says why; the schedule's log too.",
    namespace: names.metrics,
    name: oldestRequest.metric,
    dimensions: {},
    statistic: "Maximum",
    threshold: Math.max(longestWait, 3 * interval),
    period: Math.max(usualPeriod, interval),
  };
}
