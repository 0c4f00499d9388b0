export { type BuildOptions, buildPipeline, safeBuildPipeline } from "./build-pipeline.js";
export { environmentRolePattern, pipelineRolePattern } from "./name-patterns.js";
export {
  pipelineId,
  pipelineName,
  repositoryHash,
  repositoryKey,
  terraformIdentifier,
} from "./names.js";
export type {
  Action,
  ApprovalAction,
  ArtifactStore,
  BuildAction,
  CreateChangeSetAction,
  DeployedTest,
  Deployment,
  ExecuteChangeSetAction,
  Pipeline,
  Project,
  RoleInAccount,
  SourceAction,
  Stage,
  TestAction,
  Trigger,
} from "./pipeline.js";
export {
  bucketPolicy,
  buildRolePolicy,
  compareReports,
  comparisonInWords,
  eventsRolePolicy,
  type Ground,
  keyPolicy,
  type PermissionChange,
  type Policy,
  type PolicyReport,
  pipelineRolePolicy,
  policyReport,
  type ReportComparison,
  reportInWords,
  type Statement,
  serviceTrust,
  testsRolePolicy,
} from "./policies/index.js";
export { stackSuffix, targetRolePatterns, targetRoles } from "./target-roles.js";
