export {
  type AskFrom,
  askFromWords,
  type DeploymentClass,
  deploymentClasses,
  needsPerson,
} from "./deployment-class.js";
export type { DeploymentTools, StoredProvider, StoredTool } from "./terraform-spec.js";
export { type Review, type ReviewedApproval, reviewIn } from "./told-review.js";
