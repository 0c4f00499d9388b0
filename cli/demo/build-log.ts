import { type CloudWatchLogsClient, paginateFilterLogEvents } from "@aws-sdk/client-cloudwatch-logs";

/** Where the builds of the control plane write. */
export interface LogPlace {
  readonly client: CloudWatchLogsClient;
  readonly group: string;
}

/** Follows what builds write from now on; the function returned reads to the end, and stops. */
export function followLog(place: LogPlace, onLine: (line: string) => void): () => Promise<void> {
  const told = new Set<string>();
  const since = Date.now();
  const read = async () => {
    for (const { id, line } of await linesSince(place, since)) {
      if (!told.has(id)) onLine(line);
      told.add(id);
    }
  };
  let reading: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    reading = reading.then(read);
  }, 1000);
  return async () => {
    clearInterval(timer);
    await reading.then(read);
  };
}

async function linesSince({ client, group }: LogPlace, startTime: number) {
  const lines: { id: string; line: string }[] = [];
  for await (const { events = [] } of paginateFilterLogEvents(
    { client },
    { logGroupName: group, startTime },
  )) {
    for (const { eventId, timestamp, message = "" } of events) {
      lines.push({ id: eventId ?? `${timestamp} ${message}`, line: message.trimEnd() });
    }
  }
  return lines;
}
