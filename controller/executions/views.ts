/**
 * A pipeline and its executions as people look at them: plain data, ready for JSON. Times are ISO texts; states are in
 * AWS's words (CodePipeline API reference, PipelineExecution, StageExecution, ActionExecution).
 */
export interface PipelineView {
  /** In AWS. */
  readonly name: string;
  /** In the console. */
  readonly link: string;
  readonly stages: readonly StageView[];
  readonly approvals: readonly WaitingApproval[];
  /** Why the last execution of a stage failed in it. */
  readonly failures: readonly FailedAction[];
  /** The newest first. */
  readonly executions: readonly ExecutionView[];
}

export interface StageView {
  readonly name: string;
  /** That are deployed in it. */
  readonly environments: readonly string[];
  /** Those of them that ask for approval. */
  readonly asks: readonly string[];
  /** Absent where no execution has entered it. */
  readonly status?: string;
  /** The id of the execution that entered last. */
  readonly execution?: string;
  /** The ids of the executions in front of it. */
  readonly waiting: readonly string[];
  /** Somebody has disabled the transition into it. */
  readonly held?: { readonly by: string; readonly since: string; readonly reason: string };
  readonly actions: readonly ActionView[];
}

/** An action in the execution that entered its stage last. */
export interface ActionView {
  readonly name: string;
  /** Absent where it has not begun. */
  readonly status?: string;
  readonly started?: string;
  readonly ended?: string;
  /** Who answered an approval: an ARN. */
  readonly answeredBy?: string;
  readonly summary?: string;
  /** Where its service shows the work. */
  readonly link?: string;
}

export interface WaitingApproval {
  readonly environment: string;
  readonly stage: string;
  readonly action: string;
  /** The id of the execution that waits. */
  readonly execution: string;
  /** By which it is answered, and nothing else is. */
  readonly token: string;
  readonly since: string;
  /** When it fails unanswered. */
  readonly until: string;
  /** What the item has it say. */
  readonly words?: string;
  /** Of the plan that is applied once it is approved; absent where nothing is planned, or the review is not sound. */
  readonly review?: ReviewView;
  /** The ids of newer executions that wait for this one to leave the stage. */
  readonly newer: readonly string[];
  /** What is executed once it is approved. */
  readonly changeSets: readonly ChangeSetPlace[];
}

/** What the installation's review says of a plan. */
export interface ReviewView {
  /** `none`, `outputs`, `changes` or `destroys`. */
  readonly class: string;
  /** Counts and addresses: one line, no values. */
  readonly summary: string;
  /** To the whole plan, in the console. */
  readonly link?: string;
}

export interface ChangeSetPlace {
  /** 12 digits. */
  readonly account: string;
  readonly region: string;
  readonly stack: string;
  readonly changeSet: string;
}

export interface FailedAction {
  readonly stage: string;
  readonly action: string;
  readonly execution: string;
  readonly message: string;
  readonly link?: string;
  /** Of a build or test. */
  readonly log?: LogAddress;
  /** It executed a change set, which is gone since. */
  readonly needsAllActions: boolean;
}

export interface LogAddress {
  readonly group: string;
  readonly stream: string;
}

export interface ExecutionView {
  readonly id: string;
  readonly status: string;
  readonly started: string;
  readonly updated: string;
  /** What started it, and by whom or which rule. */
  readonly trigger: { readonly type: string; readonly detail: string };
  /** The id of the execution that it goes back to. */
  readonly rollbackTo?: string;
  /** Why somebody stopped it. */
  readonly stopReason?: string;
  readonly commits: readonly CommitView[];
}

/** What one source gave an execution: a commit, or a version of an object. */
export interface CommitView {
  /** Of the source. */
  readonly action: string;
  readonly id: string;
  readonly message?: string;
  readonly link?: string;
  readonly author?: string;
}
