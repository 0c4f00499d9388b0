import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm/index.js";
import type { TerraformStack } from "cdktf";
import { type Metric, metricsOf } from "./metrics.js";
import type { ControlPlaneProps } from "./props.js";

/** One alarm for each metric that should stay at rest. They act on the topic of failures. */
export function addAlarms(stack: TerraformStack, { site }: ControlPlaneProps): void {
  for (const metric of metricsOf(site)) addAlarm(stack, `${site.names.failures}-${metric.id}`, metric);
}

function addAlarm(stack: TerraformStack, alarmName: string, metric: Metric): void {
  const id = metric.id.replaceAll("-", "_");
  new CloudwatchMetricAlarm(stack, `${metric.id}-alarm`, {
    alarmName,
    alarmDescription: metric.alarm,
    namespace: metric.namespace,
    metricName: metric.name,
    dimensions: { ...metric.dimensions },
    statistic: metric.statistic,
    period: metric.period,
    evaluationPeriods: 1,
    threshold: metric.threshold,
    comparisonOperator: "GreaterThanThreshold",
    treatMissingData: "notBreaching",
    alarmActions: ["${aws_sns_topic.failures.arn}"],
  }).overrideLogicalId(id);
}
