export { type BuildOptions, buildPipeline, safeBuildPipeline } from "./build-pipeline.js";
export type { ArtifactStore, DeployedTest, Pipeline, Stage, TargetEnvironment } from "./pipeline.js";
export {
  type ArtifactContext,
  type BudgetRow,
  boundaryOf,
  bucketPolicy,
  budgetOf,
  buildRolePolicy,
  compareReports,
  comparisonInWords,
  eventsRolePolicy,
  keyPolicy,
  longestSettings,
  type PermissionChange,
  type PolicyReport,
  pipelineRolePolicy,
  pipelineTag,
  policyReport,
  type ReportComparison,
  reportInWords,
  serviceTrust,
  testsRolePolicy,
} from "./policies/index.js";
