export { type AtWork, atWorkIn, atWorkInWords, readAtWork } from "./at-work.js";
export { type LogLine, linesFrom, tailOf } from "./build-log.js";
export { type ChangeSetView, type ProposedChange, readChangeSet } from "./change-set.js";
export {
  executionsInProgress,
  executionsNamed,
  rollbackTarget,
  stageNamed,
  stagesToRetry,
} from "./choices.js";
export { type BuildRun, buildActionsOf, buildAgain, latestBuild } from "./latest-build.js";
export { readPipeline, readSucceeded } from "./read-pipeline.js";
export type {
  ActionView,
  ChangeSetPlace,
  CommitView,
  ExecutionView,
  FailedAction,
  LogAddress,
  PipelineView,
  ReviewView,
  StageView,
  WaitingApproval,
} from "./views.js";
export { minutesFor, type Wait, type WaitLimits, waitFor } from "./wait-limits.js";
