import {
  type CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  type InputLogEvent,
  PutLogEventsCommand,
  ResourceAlreadyExistsException,
  ResourceNotFoundException,
} from "@aws-sdk/client-cloudwatch-logs";

/** How long lines are gathered before they are sent. */
const flushMs = 250;
/** CloudWatch Logs quotas: 10,000 events and 1,048,576 bytes a call, each event counted with 26 bytes more. */
const maxEvents = 10_000;
const maxBytes = 1_000_000;
const eventOverhead = 26;
/** A longer line becomes several events. Of UTF-8 a character is at most 4 bytes, and an event may have 256 KiB. */
const maxCharacters = 60_000;

interface StreamAddress {
  readonly logGroupName: string;
  readonly logStreamName: string;
}

/** A log stream that is written in batches, in order. */
export class LogStream {
  readonly #client: CloudWatchLogsClient;
  readonly #address: StreamAddress;
  #waiting: InputLogEvent[] = [];
  #sending: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  private constructor(client: CloudWatchLogsClient, address: StreamAddress) {
    this.#client = client;
    this.#address = address;
  }

  /** Makes the stream, and the group if there is none. Throws what AWS answers to a role that may not. */
  static async open(
    client: CloudWatchLogsClient,
    logGroupName: string,
    logStreamName: string,
  ): Promise<LogStream> {
    const address = { logGroupName, logStreamName };
    try {
      await createStream(client, address);
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
      await client.send(new CreateLogGroupCommand({ logGroupName })).catch(unlessThere);
      await createStream(client, address);
    }
    return new LogStream(client, address);
  }

  write(line: string, time: Date): void {
    for (const message of pieces(`${line}\n`)) this.#waiting.push({ message, timestamp: time.getTime() });
    this.#timer ??= setTimeout(() => this.#flush(), flushMs);
  }

  /** All that was written is sent. */
  async close(): Promise<void> {
    this.#flush();
    await this.#sending;
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const logEvents of batches(this.#waiting)) {
      // A role that may not write loses the lines; the build goes on.
      const send = () =>
        this.#client.send(new PutLogEventsCommand({ ...this.#address, logEvents })).then(ignore, ignore);
      this.#sending = this.#sending.then(send);
    }
    this.#waiting = [];
  }
}

function ignore(): void {}

async function createStream(client: CloudWatchLogsClient, address: StreamAddress): Promise<void> {
  await client.send(new CreateLogStreamCommand(address)).catch(unlessThere);
}

function unlessThere(error: unknown): void {
  if (!(error instanceof ResourceAlreadyExistsException)) throw error;
}

function pieces(line: string): string[] {
  if (line.length <= maxCharacters) return [line];
  return [line.slice(0, maxCharacters), ...pieces(line.slice(maxCharacters))];
}

function batches(events: readonly InputLogEvent[]): InputLogEvent[][] {
  const all: InputLogEvent[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const event of events) {
    const size = Buffer.byteLength(event.message ?? "") + eventOverhead;
    const current = all.at(-1);
    if (!current || bytes + size > maxBytes || current.length >= maxEvents) {
      all.push([event]);
      bytes = size;
    } else {
      current.push(event);
      bytes += size;
    }
  }
  return all;
}
