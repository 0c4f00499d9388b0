export type { CodeBuildSettings, CodePipelineSettings, HostedRepositories } from "./codesuite/index.js";
export { type AccountInventory, type Resource, takeInventory } from "./command/inventory/index.js";
export { drawInventory } from "./command/show.js";
export {
  defaultCacheDir,
  installAwsCli,
  type PolicyDecision,
  type PythonPackages,
} from "./emulator/index.js";
export type {
  Call,
  CallRecord,
  Effect,
  Failure,
  Fault,
  Hook,
  InjectedFault,
  Occurrence,
} from "./gateway/index.js";
export { memoryFolder } from "./memory-folder.js";
export { findSandbox, type Registration } from "./registration.js";
export { type Sandbox, type SandboxOptions, startSandbox } from "./sandbox.js";
export type { AccountAccess, Authorizer, Caller, Credentials, Service } from "./service.js";
