import type { Watch } from "../../toolchain/index.js";
import type {
  Applied,
  Attempt,
  Layout,
  Lease,
  PipelineKey,
  StateMark,
  TableItem,
  Tools,
} from "../records/index.js";
import type { Recovered } from "../repair/index.js";

/** An item's Terraform, ready to be applied. */
export interface Output {
  /** Of all files that Terraform reads. */
  readonly digest: string;
  readonly tools: Tools;
  /** The stack's name in cdktf. */
  readonly stack: string;
  /** CDKTF's output folder. */
  readonly folder: string;
  /** The topics by which approvals are asked for, with the e-mail addresses that are to hear of them; absent: none. */
  readonly approvals?: readonly ApprovalTopic[];
  /** What the pipeline's events are read by; its name in AWS is the stack's. Absent: they are not heard. */
  readonly layout?: Layout;
}

export interface ApprovalTopic {
  /** In the central account. */
  readonly topicName: string;
  readonly emails: readonly string[];
}

/** Addresses that were to be asked and that nobody has confirmed. */
export interface Subscriptions {
  /** AWS waits for their owners. */
  readonly pending: readonly string[];
  /** AWS knows them no more. */
  readonly gone: readonly string[];
}

export type CompileResult =
  | { readonly ok: true; readonly output: Output }
  | { readonly ok: false; readonly reason: string; readonly hint: string };

/** All that is done to one pipeline outside of the ledger: the protocol says when, the runner how. */
export interface StackRunner {
  compile(item: TableItem): Promise<CompileResult>;
  /** Takes the pipeline's id for this key, or gives the key that has it: nothing may be done to what is another's. */
  claim(key: PipelineKey): Promise<PipelineKey | undefined>;
  /** The state as it is stored; undefined where there is none. */
  stateOf(key: PipelineKey): Promise<StateMark | undefined>;
  /** Keeps an output until `clear`, and says where. From here on the pipeline's events are heard, until `clear`. */
  keep(key: PipelineKey, output: Output): Promise<string>;
  /**
   * Takes into the state what an attempt made in AWS before it died, which no state knows. Only the attempt tells
   * where to look: to be done before anything else is tried.
   */
  recover(key: PipelineKey, attempt: Attempt, watch: Watch): Promise<Recovered>;
  /** Of the approvals' addresses. Only reads. */
  subscriptions(approvals: readonly ApprovalTopic[]): Promise<Subscriptions>;
  /** `applied` is what was applied before, if something was: what AWS took then explains what it refuses now. */
  deploy(key: PipelineKey, output: Output, watch: Watch, applied?: Applied): Promise<void>;
  destroy(key: PipelineKey, last: Attempt | Applied, watch: Watch): Promise<void>;
  /** Removes what a destroyed pipeline left in the state's store. Throws where a state still holds resources. */
  clear(key: PipelineKey): Promise<void>;
  /** Clears away what ended owners left: locks and digests that would stop Terraform. */
  repair(key: PipelineKey, ended: readonly Lease[]): Promise<void>;
}
