import type { ActionTypeId } from "../declaration.js";

/** The API's words: https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PipelineExecution.html */
export type ExecutionStatus =
  | "InProgress"
  | "Stopping"
  | "Stopped"
  | "Succeeded"
  | "Failed"
  | "Cancelled"
  | "Superseded";

/** …/APIReference/API_StageExecution.html */
export type StageStatus = Exclude<ExecutionStatus, "Superseded">;

/** …/APIReference/API_ActionExecution.html */
export type ActionStatus = "InProgress" | "Succeeded" | "Failed" | "Abandoned";

export type RetryMode = "FAILED_ACTIONS" | "ALL_ACTIONS";

/** Where an artifact lies. */
export interface ArtifactLocation {
  readonly name: string;
  /** Of the store, which is that of the action that made it. */
  readonly region: string;
  readonly bucket: string;
  readonly key: string;
}

/** What a source action found. */
export interface SourceRevision {
  readonly actionName: string;
  /** The action's output. */
  readonly artifactName?: string;
  readonly revisionId: string;
  readonly revisionSummary?: string;
  readonly revisionUrl?: string;
  /** ISO time. */
  readonly created?: string;
}

/** …/APIReference/API_SourceRevisionOverride.html */
export interface SourceRevisionOverride {
  readonly actionName: string;
  readonly revisionType: "COMMIT_ID" | "IMAGE_DIGEST" | "S3_OBJECT_VERSION_ID" | "S3_OBJECT_KEY";
  readonly revisionValue: string;
}

/** …/APIReference/API_ExecutionTrigger.html */
export interface Trigger {
  readonly triggerType:
    | "CreatePipeline"
    | "StartPipelineExecution"
    | "CloudWatchEvent"
    | "ManualRollback"
    | "AutomatedRollback";
  readonly triggerDetail?: string;
}

/** …/APIReference/API_ErrorDetails.html; the codes are those of FailureDetails. */
export interface ActionError {
  readonly code:
    | "JobFailed"
    | "ConfigurationError"
    | "PermissionError"
    | "RevisionOutOfSync"
    | "RevisionUnavailable"
    | "SystemUnavailable";
  readonly message: string;
}

export type Variables = Readonly<Record<string, string>>;

/** What a function of Lambda is asked to do: https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_JobDetails.html */
export interface Job {
  /** By which it is answered. */
  readonly id: string;
  /** What the job before it said in order to be asked again. */
  readonly continuationToken?: string;
  readonly isSent: boolean;
}

/** What is known of an action while it runs. */
export interface ActionProgress {
  readonly summary?: string;
  /** By which an approval is answered. */
  readonly token?: string;
  readonly job?: Job;
  readonly externalExecutionId?: string;
  readonly externalExecutionUrl?: string;
  readonly logStreamARN?: string;
  /** Who answered an approval: an ARN. */
  readonly updatedBy?: string;
}

/** How an action ended. */
export interface ActionOutcome extends ActionProgress {
  /** Absent where it succeeded. */
  readonly error?: ActionError;
  readonly variables?: Variables;
  readonly revision?: Omit<SourceRevision, "actionName" | "artifactName">;
}

/** One run of one action. Times are ISO strings. */
export interface ActionRun extends ActionProgress {
  readonly id: string;
  readonly stageName: string;
  readonly name: string;
  readonly actionTypeId: ActionTypeId;
  readonly configuration: Variables;
  /** Without it the run ended before it began: a reference had no value. */
  readonly resolvedConfiguration?: Variables;
  readonly roleArn?: string;
  /** Of the declaration. */
  readonly timeoutInMinutes?: number;
  /** Where it works. */
  readonly region: string;
  readonly namespace?: string;
  readonly inputArtifacts: readonly ArtifactLocation[];
  readonly outputArtifacts: readonly ArtifactLocation[];
  readonly status: ActionStatus;
  readonly startTime: string;
  readonly updateTime: string;
  readonly error?: ActionError;
  readonly variables?: Variables;
}

/** What a stage has done for one execution. */
export interface StageRun {
  readonly status: StageStatus;
  readonly startTime: string;
  /** Every run of its actions, those before a retry too, in the order of their beginnings. */
  readonly runs: readonly ActionRun[];
  /** Action → the id of the run that counts. A retry takes away what is to run again. */
  readonly current: Readonly<Record<string, string>>;
  readonly automaticRetries: number;
  readonly manualRetries: number;
  readonly latestRetryTrigger?: "AutomatedStageRetry" | "ManualStageRetry";
  /** Which condition the sandbox could not evaluate. */
  readonly unevaluated?: { readonly kind: ConditionKind; readonly summary: string };
}

export type ConditionKind = "beforeEntry" | "onSuccess" | "onFailure";

/** One way through a pipeline. Times are ISO strings. */
export interface ExecutionRecord {
  readonly id: string;
  /** Counts the executions of a pipeline: a higher one is newer. */
  readonly number: number;
  readonly pipelineName: string;
  readonly pipelineVersion: number;
  readonly executionMode: "SUPERSEDED" | "QUEUED" | "PARALLEL";
  readonly executionType: "STANDARD" | "ROLLBACK";
  readonly trigger: Trigger;
  readonly status: ExecutionStatus;
  readonly statusSummary?: string;
  readonly startTime: string;
  readonly updateTime: string;
  /** 1, and one more for each retry. */
  readonly attempt: number;
  readonly clientRequestToken?: string;
  readonly stopReason?: string;
  /** The pipeline was changed while actions ran; it ends with them. */
  readonly isCancelled?: boolean;
  readonly rollbackTarget?: string;
  /** The stage that it is in, or in front of. */
  readonly position: number;
  /** Whether it holds that stage. */
  readonly isInside: boolean;
  /** Of the pipeline. */
  readonly variables: Variables;
  /** Namespace → variables that actions have set. */
  readonly outputs: Readonly<Record<string, Variables>>;
  readonly overrides: readonly SourceRevisionOverride[];
  readonly revisions: readonly SourceRevision[];
  readonly artifacts: Readonly<Record<string, ArtifactLocation>>;
  /** By name, those that it has entered. */
  readonly stages: Readonly<Record<string, StageRun>>;
}

/** The way into a stage. */
export interface Transition {
  readonly enabled: boolean;
  readonly lastChangedBy: string;
  /** ISO time. */
  readonly lastChangedAt: string;
  readonly disabledReason?: string;
}

/** What a stage is known by, whichever execution is in it. */
export interface StageRecord {
  readonly transition?: Transition;
  /** The id of the execution that entered last. */
  readonly latest?: string;
}

export function isActive({ status }: Pick<ExecutionRecord, "status">): boolean {
  return status === "InProgress" || status === "Stopping";
}
