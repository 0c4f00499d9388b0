import { PutEventsCommand, type PutEventsResponse } from "@aws-sdk/client-eventbridge";
import { harmless } from "../../compiler/diagnostics/index.js";
import { pipelineId } from "../../compiler/index.js";
import { type Failure, failureEvent, type Outcome, type PipelineKey, shortly } from "../records/index.js";

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

/** What leaves the account of an item that is wrong: its values stay in the ledger, since one may be a secret. */
const invalidItem: Pick<Failure, "message" | "hint"> = {
  message: "The item is not valid, so its pipeline stays as it was.",
  hint: "The status shows each problem, with the line to change.",
};

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
    repository: shortly(key.repository),
    branch: shortly(key.branch),
    ...wordsOf(failure ?? { class: "unknown", message: "", hint: "" }),
    ...(log !== undefined && { log }),
  };
}

/** Mails carry an event's words: nothing in them acts upon who reads them. */
function wordsOf({ class: kind, message, hint }: Failure): Failure {
  if (kind === "invalid-item") return { class: kind, ...invalidItem };
  return { class: kind, message: harmless(message), hint: harmless(hint) };
}
