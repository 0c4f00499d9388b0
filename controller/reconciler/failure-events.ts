import { PutEventsCommand, type PutEventsResponse } from "@aws-sdk/client-eventbridge";
import { pipelineId } from "../../compiler/index.js";
import { type Failure, failureEvent, type Outcome, type PipelineKey } from "../records/index.js";

/** The detail of a `failureEvent`. */
export interface FailureDetail extends Failure {
  /** The pipeline's id. */
  readonly pipeline: string;
  readonly repository: string;
  readonly branch: string;
  /** Where the log is read. */
  readonly log?: string;
}

/** Of an `EventBridgeClient`, what is needed here. */
export interface Bus {
  send(command: PutEventsCommand): Promise<PutEventsResponse>;
}

/** Tells the account's default bus of a failure. An event takes 256 KB, and an outcome is bounded. Throws when the bus did not take it. */
export function failureEvents(client: Bus) {
  return async (key: PipelineKey, outcome: Outcome): Promise<void> => {
    const { Entries = [] } = await client.send(new PutEventsCommand({ Entries: [eventOf(key, outcome)] }));
    const refused = Entries.find(({ ErrorCode }) => ErrorCode);
    if (refused) throw new Error(`${refused.ErrorCode}: ${refused.ErrorMessage}`);
  };
}

function eventOf(key: PipelineKey, { at, failure, log }: Outcome) {
  const { source: Source, detailType: DetailType } = failureEvent;
  return { Source, DetailType, Time: new Date(at), Detail: JSON.stringify(detailOf(key, failure, log)) };
}

function detailOf(key: PipelineKey, failure: Failure | undefined, log: string | undefined): FailureDetail {
  return {
    pipeline: pipelineId(key.repository, key.branch),
    ...key,
    ...(failure ?? { class: "unknown", message: "", hint: "" }),
    ...(log !== undefined && { log }),
  };
}
