import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard/index.js";
import type { TerraformStack } from "cdktf";
import { type Metric, metricsOf } from "./metrics.js";
import type { ControlPlaneProps } from "./props.js";

/** What the alarms watch, as two rows of graphs. */
export function addDashboard(stack: TerraformStack, { site }: ControlPlaneProps): void {
  const widgets = metricsOf(site).map((metric, index) => graph(metric, index, site.region));
  new CloudwatchDashboard(stack, "control-plane-dashboard", {
    dashboardName: site.names.dashboard,
    dashboardBody: JSON.stringify({ widgets }),
  }).overrideLogicalId("control_plane");
}

/** A dashboard is 24 units wide (CloudWatch API reference, "Dashboard body structure"). */
function graph(
  { title, namespace, name, dimensions, statistic, period }: Metric,
  index: number,
  region: string,
): object {
  return {
    type: "metric",
    ...{ x: (index % 2) * 12, y: Math.floor(index / 2) * 6, width: 12, height: 6 },
    properties: {
      title,
      region,
      view: "timeSeries",
      stat: statistic,
      period,
      metrics: [[namespace, name, ...Object.entries(dimensions).flat()]],
    },
  };
}
