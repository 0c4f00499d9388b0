export { bucketPolicy, keyPolicy } from "./artifacts.js";
export { buildRolePolicy, eventsRolePolicy, serviceTrust } from "./build-and-events-roles.js";
export { compareReports, type PermissionChange, type ReportComparison } from "./compare-reports.js";
export { pipelineRolePolicy } from "./pipeline-role.js";
export type { Conditions, Ground, Policy, Statement } from "./policy.js";
export { type Grant, type Holder, type PolicyReport, policyReport } from "./report.js";
export { comparisonInWords, reportInWords } from "./report-in-words.js";
export { checkPolicySizes } from "./sizes.js";
export { testsRolePolicy } from "./tests-role.js";
