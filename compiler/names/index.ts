export { controlPlaneName, reconcilerName, starterName } from "./control-plane.js";
export {
  anyPipeline,
  anyTrigger,
  environmentRolePattern,
  isPipelineStack,
  pipelineRolePattern,
  testsRolePattern,
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
  triggerName,
  waveName,
} from "./names.js";
