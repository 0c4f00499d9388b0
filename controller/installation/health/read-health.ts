import { CloudWatchClient, GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { LambdaClient, ListEventSourceMappingsCommand } from "@aws-sdk/client-lambda";
import { GetScheduleCommand, ResourceNotFoundException, SchedulerClient } from "@aws-sdk/client-scheduler";
import { type Health, silentAfter } from "../../repair/index.js";
import type { AwsConfig } from "../aws-clients.js";
import type { ControlPlaneNames } from "../names.js";

type Names = Pick<ControlPlaneNames, "dispatcher" | "schedule" | "events">;

/** Asks AWS how the control plane is. `now` in milliseconds since 1970. */
export async function readHealth(
  names: Names,
  scheduleMinutes: number,
  { now, ...config }: AwsConfig & { readonly now: number },
): Promise<Health> {
  const [mapping, schedule, metrics] = await Promise.all([
    readMapping(names.dispatcher, config),
    readSchedule(names.schedule, config),
    readMetrics(names, { now, from: now - silentAfter(scheduleMinutes) }, config),
  ]);
  return { mapping, schedule, ...metrics };
}

async function readMapping(FunctionName: string, config: AwsConfig): Promise<Health["mapping"]> {
  const client = new LambdaClient(config);
  try {
    const found = await client.send(new ListEventSourceMappingsCommand({ FunctionName }));
    const [mapping] = found.EventSourceMappings ?? [];
    const { State: state = "", LastProcessingResult: lastResult = "No records processed" } = mapping ?? {};
    return mapping && { state, lastResult };
  } finally {
    client.destroy();
  }
}

async function readSchedule(Name: string, config: AwsConfig): Promise<Health["schedule"]> {
  const client = new SchedulerClient(config);
  try {
    const schedule = await client.send(new GetScheduleCommand({ Name }));
    const changed = schedule.LastModificationDate ?? schedule.CreationDate;
    return { isEnabled: schedule.State === "ENABLED", changedAt: changed?.getTime() ?? 0 };
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  } finally {
    client.destroy();
  }
}

interface Window {
  readonly now: number;
  readonly from: number;
}

const hour = 3_600_000;

async function readMetrics(
  { dispatcher, schedule, events }: Names,
  { now, from }: Window,
  config: AwsConfig,
): Promise<Pick<Health, "functions" | "lastScheduled">> {
  const client = new CloudWatchClient(config);
  try {
    const read = await client.send(
      new GetMetricDataCommand({
        StartTime: new Date(Math.min(from, now - hour)),
        EndTime: new Date(now),
        MetricDataQueries: [
          sumOf("dispatcher", "Errors", dispatcher),
          sumOf("schedule", "Errors", schedule),
          sumOf("events", "Errors", events),
          sumOf("calls", "Invocations", schedule),
        ],
      }),
    );
    const points = (id: string) => pointsOf(read.MetricDataResults?.find(({ Id }) => Id === id));
    const errors = (id: string) =>
      points(id)
        .filter(({ at }) => at > now - hour)
        .reduce((sum, { value }) => sum + value, 0);
    const calls = points("calls").filter(({ at, value }) => value > 0 && at >= from);
    return {
      functions: [
        { name: dispatcher, errors: errors("dispatcher") },
        { name: schedule, errors: errors("schedule") },
        { name: events, errors: errors("events") },
      ],
      lastScheduled: calls.length > 0 ? Math.max(...calls.map(({ at }) => at)) : undefined,
    };
  } finally {
    client.destroy();
  }
}

/** Five minutes in a point: the longest window, three days, has fewer points than an answer holds. */
function sumOf(Id: string, MetricName: string, FunctionName: string) {
  const Dimensions = [{ Name: "FunctionName", Value: FunctionName }];
  const Metric = { Namespace: "AWS/Lambda", MetricName, Dimensions };
  return { Id, MetricStat: { Metric, Period: 300, Stat: "Sum" } };
}

function pointsOf(result: { Timestamps?: Date[]; Values?: number[] } = {}) {
  const { Timestamps = [], Values = [] } = result;
  return Timestamps.map((time, index) => ({ at: time.getTime(), value: Values[index] ?? 0 }));
}
