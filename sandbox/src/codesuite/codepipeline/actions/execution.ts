import type { S3Client } from "@aws-sdk/client-s3";
import type { Credentials } from "../../../service.js";
import type { Permission, Place } from "../../core/index.js";
import type { PipelineContext } from "../context.js";
import type {
  ActionError,
  ActionOutcome,
  ActionProgress,
  ActionRun,
  ArtifactLocation,
  ExecutionRecord,
  Variables,
  VersionedPipeline,
} from "../flow/index.js";

/** Carries one action out, to its end. Throws an `ActionFailure` where it cannot. */
export type Execute = (work: ActionWork) => Promise<ActionOutcome>;

/** One run of an action, and what it works with. */
export interface ActionWork {
  readonly context: PipelineContext;
  readonly pipeline: VersionedPipeline;
  readonly execution: ExecutionRecord;
  /** With a token or an id of its provider, it goes on after a restart of the sandbox. */
  readonly run: ActionRun;
  /** With the values of its variables. */
  readonly configuration: Variables;
  /** Where the pipeline is. */
  readonly home: Place;
  /** Aborts when nobody waits for the action any more. */
  readonly signal: AbortSignal;
  readonly role: ActionRole;
  readonly artifacts: Artifacts;
  /** Tells something while the action goes on. */
  note(progress: ActionProgress): void;
}

/** The role that acts: the action's own, or the pipeline's. Whatever an action does is done as this role. */
export interface ActionRole {
  readonly accountId: string;
  /** Throws an `ActionFailure` unless the role is allowed this. */
  require(permission: Permission & { readonly action: string }): Promise<void>;
  /**
   * A session, for calls to what the suite does not stand in for. Clients are given this as their provider of credentials:
   * an action may outlast a session.
   */
  readonly credentials: () => Promise<Credentials>;
  /** A session that is given away, and may do no more than its policy says. */
  lend(policy: object): Promise<Credentials>;
  s3(region: string): Promise<S3Client>;
}

export interface Artifacts {
  /** Where an input lies for this action: in the store of its region. */
  locate(name: string): Promise<ArtifactLocation>;
  read(name: string): Promise<Uint8Array>;
  /** Into the place that was made for this output. */
  write(name: string, content: Uint8Array): Promise<void>;
}

/** Why an action failed, in AWS's words where they are known. */
export class ActionFailure extends Error {
  constructor(
    readonly code: ActionError["code"],
    message: string,
    /** What else is known of it. */
    readonly progress: ActionProgress = {},
  ) {
    super(message);
    this.name = code;
  }
}
