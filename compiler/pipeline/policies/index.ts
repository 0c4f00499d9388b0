export type { ArtifactContext } from "./artifact-context.js";
export { keyKeeping, pipelineTag } from "./artifact-grants.js";
export { bucketPolicy, keyPolicy } from "./artifacts.js";
export { type BudgetRow, boundaryOf, budgetOf, longestSettings } from "./boundary.js";
export { buildRolePolicy } from "./build-role.js";
export { compareReports, type PermissionChange, type ReportComparison } from "./compare-reports.js";
export { deployRolePolicy } from "./deploy-role.js";
export { pipelineRolePolicy } from "./pipeline-role.js";
export {
  type Grant,
  grantsOf,
  type Holder,
  type PolicyReport,
  policyReport,
  reportContext,
} from "./report.js";
export { changeInWords, comparisonInWords, conditionsInWords, reportInWords } from "./report-in-words.js";
export { pipelineTrusts, serviceTrust } from "./service-trust.js";
export { checkPolicySizes } from "./sizes.js";
export { testsRolePolicy } from "./tests-role.js";
