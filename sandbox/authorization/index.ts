export { type AssumeRequest, createAuthorizer, type RoleAuthorizer } from "./authorizer.js";
export type { GrantSources } from "./grants.js";
