export {
  type ApproveWhen,
  approveWhenWords,
  type DeploymentClass,
  deploymentClasses,
  needsPerson,
} from "./deployment-class.js";
export type { DeploymentTools, StoredProvider, StoredTool } from "./terraform-spec.js";
