export { approverPolicy } from "./approver.js";
export { arnsOf } from "./arns.js";
export { boundaryPolicy, managedPolicyLimit } from "./boundary.js";
export { controlBoundaryPolicy } from "./control-boundary.js";
export { editorPolicy, viewerPolicy } from "./editor.js";
export {
  dispatcherPolicy,
  eventsPolicy,
  failuresPolicy,
  schedulePolicy,
  starterPolicy,
  toldOfPipelines,
} from "./functions.js";
export { deploymentsBucketPolicy, deploymentsKeyPolicy } from "./keep-deployments.js";
export { operatorPolicy } from "./operator.js";
export { reconcilerPolicy } from "./reconciler.js";
export { releaserPolicy } from "./releaser.js";
export { rolePolicies } from "./role-policies.js";
export { topicPolicy } from "./topic.js";
export { type RoleJob, trustPolicies } from "./trust.js";
