import { field, hastenedBy, hastePartition, isReserved, keyIn, type PipelineKey } from "../records/index.js";

/** What Lambda gives for a batch of a DynamoDB stream; nothing of it is taken for granted. */
export interface StreamEvent {
  readonly Records: readonly unknown[];
}

export interface StreamRecord {
  readonly key: PipelineKey;
  /** By which Lambda knows the record; empty stands for the batch as a whole. */
  readonly sequenceNumber: string;
}

export interface Batch {
  readonly records: readonly StreamRecord[];
  /** Records that name no pipeline, and never will, however often they come. */
  readonly malformed: readonly unknown[];
}

/** Only the key matters: what the item looked like is out of date. Deletions by time to live are no exception. */
export function readBatch({ Records }: StreamEvent): Batch {
  const read = Records.filter((record) => !isForgottenHaste(record)).map((record) => ({
    record,
    entry: readRecord(record),
  }));
  return {
    records: read.flatMap(({ entry }) => (entry ? [entry] : [])),
    malformed: read.flatMap(({ record, entry }) => (entry ? [] : [record])),
  };
}

function readRecord(record: unknown): StreamRecord | undefined {
  const change = field(record, "dynamodb");
  const found = keyOf(record);
  const key = found && pipelineOf(found);
  const sequenceNumber = field(change, "SequenceNumber");
  return key && { key, sequenceNumber: typeof sequenceNumber === "string" ? sequenceNumber : "" };
}

function keyOf(record: unknown): PipelineKey | undefined {
  const keys = field(field(record, "dynamodb"), "Keys");
  const text = (name: string) => field(field(keys, name), "S");
  return keyIn({ RepoName: text("RepoName"), RepoTag: text("RepoTag") });
}

/** Who has done what was not to wait strikes off that it was not to: nothing is asked by that. */
function isForgottenHaste(record: unknown): boolean {
  return field(record, "eventName") === "REMOVE" && keyOf(record)?.repository === hastePartition;
}

/** Who is told not to wait is asked for, as who is changed is. */
function pipelineOf(key: PipelineKey): PipelineKey | undefined {
  return isReserved(key) ? hastenedBy(key) : key;
}
