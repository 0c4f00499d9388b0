export { arnsOf } from "./arns.js";
export { boundaryPolicy, managedPolicyLimit } from "./boundary.js";
export { editorPolicy } from "./editor.js";
export { dispatcherPolicy, schedulePolicy, schedulerPolicy } from "./functions.js";
export { operatorPolicy } from "./operator.js";
export { reconcilerPolicy } from "./reconciler.js";
export { topicPolicy } from "./topic.js";
export { trustPolicies } from "./trust.js";
