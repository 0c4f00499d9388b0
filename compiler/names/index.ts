export { controlPlaneName, reconcilerName } from "./control-plane.js";
export {
  anyPipeline,
  environmentRolePattern,
  isPipelineStack,
  pipelineRolePattern,
} from "./name-patterns.js";
export {
  bucketSuffix,
  distinctNames,
  type EnvironmentRole,
  environmentRole,
  type PipelineRole,
  pipelineId,
  pipelineName,
  pipelineRole,
  repositoryHash,
  repositoryKey,
  segment,
  terraformIdentifier,
  waveName,
} from "./names.js";
