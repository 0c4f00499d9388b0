export { PipelineFlow, type RunAddress } from "./flow.js";
export { storeOf } from "./new-run.js";
export {
  type ActionError,
  type ActionOutcome,
  type ActionProgress,
  type ActionRun,
  type ArtifactLocation,
  type ExecutionRecord,
  isActive,
  type Job,
  type SourceRevisionOverride,
  type StageRecord,
  type StageRun,
  type Transition,
  type Variables,
} from "./records.js";
export { excess } from "./references.js";
export type { StartRequest, VersionedPipeline } from "./starting.js";
export { holderOf, waitingAt } from "./waiting.js";
export type { Change, FlowWorld } from "./world.js";
