export {
  type AccountQuota,
  accountQuotas,
  isNearlyUsedUp,
  type QuotaUse,
  quotaUse,
} from "./account-quotas.js";
export { artifactFolder } from "./artifact-folder.js";
export { type BuildOptions, buildPipeline, safeBuildPipeline } from "./build-pipeline.js";
export { deployProjectsOf } from "./deploy-projects.js";
export type { ArtifactStore, DeployedTest, Pipeline, Stage, TargetEnvironment } from "./pipeline.js";
export {
  type ArtifactContext,
  type BudgetRow,
  boundaryOf,
  bucketPolicy,
  budgetOf,
  buildRolePolicy,
  changeInWords,
  compareReports,
  comparisonInWords,
  conditionsInWords,
  deployRolePolicy,
  type Grant,
  grantsOf,
  keyKeeping,
  keyPolicy,
  longestSettings,
  type PermissionChange,
  type PolicyReport,
  pipelineRolePolicy,
  pipelineTag,
  pipelineTrusts,
  policyReport,
  type ReportComparison,
  reportContext,
  reportInWords,
  serviceTrust,
  testsRolePolicy,
} from "./policies/index.js";
export { type TestsRole, testsRolesOf } from "./test-roles.js";
