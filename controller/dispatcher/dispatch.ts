import {
  distinctKeys,
  keyText,
  type Ledger,
  messageOf,
  type PipelineKey,
  type Report,
} from "../records/index.js";
import type { Builds } from "./builds.js";
import { ensureBuilds, type Limits } from "./ensure-builds.js";
import { recordRefusal } from "./record-refusal.js";
import { readBatch, type StreamEvent } from "./stream.js";

/** What has a build begin what is asked for. */
export interface Dispatcher {
  readonly ledger: Pick<Ledger, "request" | "recordRefusal">;
  readonly builds: Builds;
  readonly limits: Limits;
  readonly report: Report;
}

/** Lambda sends again what is named here, and all that came after it. */
export interface BatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** Marks each pipeline of a batch as asked, then sees that a build runs. */
export async function dispatch(event: StreamEvent, dispatcher: Dispatcher): Promise<BatchResponse> {
  const { records, malformed } = readBatch(event);
  for (const record of malformed) dispatcher.report("malformed-record", { record });
  const keys = distinctKeys(records.map(({ key }) => key));
  const asked = await Promise.all(keys.map((key) => ask(key, dispatcher)));
  const missed = new Set(keys.filter((_, index) => !asked[index]).map(keyText));
  const { limits, builds, report, ledger } = dispatcher;
  const { started, refused } = await ensureBuilds(keys.length - missed.size, limits, builds, report);
  const waiting = keys.filter((_, index) => asked[index]);
  if (refused) await recordRefusal(waiting, refused, ledger, report);
  report("batch", { records: event.Records.length, pipelines: keys.length, missed: missed.size, started });
  const failures = records.filter(({ key }) => missed.has(keyText(key)));
  return { batchItemFailures: failures.map(({ sequenceNumber }) => ({ itemIdentifier: sequenceNumber })) };
}

async function ask(key: PipelineKey, { ledger, report }: Dispatcher): Promise<boolean> {
  try {
    await ledger.request(key);
    return true;
  } catch (error) {
    report("not-asked", { key, message: messageOf(error) });
    return false;
  }
}
