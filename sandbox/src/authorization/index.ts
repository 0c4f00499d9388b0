export { type AssumeRequest, createAuthorizer, type RoleAuthorizer } from "./authorizer.js";
export { type PolicyDecision, PolicyDecisions } from "./decisions.js";
export type { GrantSources } from "./grants.js";
