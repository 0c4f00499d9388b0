import type {
  ActionRun,
  ActionStatus,
  ExecutionRecord,
  ExecutionStatus,
  StageRecord,
  StageStatus,
} from "./records.js";

/** The states of events: https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html */
export type Change =
  | { readonly level: "pipeline"; readonly state: ExecutionStatus | "Started" | "Resumed" }
  | { readonly level: "stage"; readonly state: StageStatus | "Started" | "Resumed"; readonly stage: string }
  | { readonly level: "action"; readonly state: ActionStatus | "Started"; readonly run: ActionRun };

/** All that the flow of executions touches. */
export interface FlowWorld {
  /** The pipeline's own. */
  readonly region: string;
  now(): Date;
  /** A UUID. */
  newId(): string;
  /** Seven characters that make an artifact's key. */
  newKey(): string;
  /** Sets an action to work. Its end is told by `finish`, later. */
  begin(execution: ExecutionRecord, run: ActionRun): void;
  /** Nobody waits for this run any more. What it set to work elsewhere goes on. */
  abandon(run: ActionRun): void;
  keep(execution: ExecutionRecord): void;
  keepStage(name: string, stage: StageRecord): void;
  tell(execution: ExecutionRecord, change: Change): void;
}
