export { type AssumeRequest, createAuthorizer, type RoleAuthorizer } from "./authorizer.js";
