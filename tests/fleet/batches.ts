import { CloudWatchLogsClient, paginateFilterLogEvents } from "@aws-sdk/client-cloudwatch-logs";
import type { Fleet } from "./fleet.js";

/** One call of the dispatcher, as its log tells it. */
export interface DispatcherCall {
  /** Of the stream. */
  readonly records: number;
  readonly pipelines: number;
  /** Pipelines that could not be marked. */
  readonly missed: number;
  /** Builds. */
  readonly started: number;
}

/** All calls of the dispatcher so far. */
export async function batchesOf({ account, functions }: Fleet): Promise<DispatcherCall[]> {
  const client = new CloudWatchLogsClient(account.config);
  const logGroupName = `/aws/lambda/${functions.dispatcher}`;
  const batches: DispatcherCall[] = [];
  for await (const { events = [] } of paginateFilterLogEvents({ client }, { logGroupName })) {
    batches.push(...events.flatMap(({ message = "" }) => batchIn(message)));
  }
  return batches;
}

function batchIn(line: string): DispatcherCall[] {
  if (!line.startsWith('{"event":"batch"')) return [];
  const { records, pipelines, missed, started } = JSON.parse(line);
  return [{ records, pipelines, missed, started }];
}
