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
}

/** Milliseconds. A record is read within a second or two; ten minutes mean that the function keeps failing. */
const oldestRecord = 600_000;

export function metricsOf({ names }: Site): readonly Metric[] {
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
    },
    {
      id: "failed-builds",
      title: "Failed builds",
      alarm: "A build of the reconciler failed. `stagewright status` says which pipelines, and why.",
      namespace: "AWS/CodeBuild",
      name: "FailedBuilds",
      dimensions: { ProjectName: names.reconciler },
      statistic: "Sum",
      threshold: 0,
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
    },
  ];
}
