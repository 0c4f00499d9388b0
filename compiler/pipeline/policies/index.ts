export { bucketPolicy, keyPolicy } from "./artifacts.js";
export { buildRolePolicy, eventsRolePolicy, serviceTrust } from "./build-and-events-roles.js";
export { pipelineRolePolicy } from "./pipeline-role.js";
export type { Conditions, Ground, Policy, Statement } from "./policy.js";
export { checkPolicySizes } from "./sizes.js";
export { testsRolePolicy } from "./tests-role.js";
