import {
  type CloudWatchLogsClient,
  GetLogEventsCommand,
  type OutputLogEvent,
  ResourceNotFoundException,
} from "@aws-sdk/client-cloudwatch-logs";
import type { LogAddress } from "./views.js";

export interface LogLine {
  /** ISO time. */
  readonly at: string;
  readonly text: string;
}

/** Some lines, and where the next ones begin. */
export interface LogPage {
  readonly lines: readonly LogLine[];
  readonly next?: string;
}

/** The last lines of a log; none where it is not there. */
export async function tailOf(
  client: CloudWatchLogsClient,
  place: LogAddress,
  limit: number,
): Promise<readonly LogLine[]> {
  return (await read(client, place, { limit, startFromHead: false })).lines;
}

/**
 * The lines behind those of an earlier page, from the first one on. CloudWatch says that there are no more by the same
 * `next` as before (API reference, GetLogEvents); an empty page is no sign of that.
 */
export function linesFrom(
  client: CloudWatchLogsClient,
  place: LogAddress,
  next: string | undefined,
): Promise<LogPage> {
  return read(client, place, { startFromHead: true, ...(next && { nextToken: next }) });
}

async function read(
  client: CloudWatchLogsClient,
  { group: logGroupName, stream: logStreamName }: LogAddress,
  how: { readonly startFromHead: boolean; readonly limit?: number; readonly nextToken?: string },
): Promise<LogPage> {
  try {
    const page = await client.send(new GetLogEventsCommand({ logGroupName, logStreamName, ...how }));
    const { events = [], nextForwardToken: next } = page;
    return { lines: events.map(lineOf), ...(next && { next }) };
  } catch (error) {
    // A build makes its stream when it begins to write.
    if (error instanceof ResourceNotFoundException) return { lines: [] };
    throw error;
  }
}

function lineOf({ timestamp = 0, message = "" }: OutputLogEvent): LogLine {
  return { at: new Date(timestamp).toISOString(), text: message.replace(/[\r\n]+$/, "") };
}
