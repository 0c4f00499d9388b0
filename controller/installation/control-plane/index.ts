/** The control plane as a stack of Terraform JSON. See docs/control-plane.md. */
export { readLambda, sha256, zipLambda } from "./lambda-zip.js";
export { metricsOf } from "./metrics.js";
export {
  approverPolicy,
  arnsOf,
  boundaryPolicy,
  controlBoundaryPolicy,
  deploymentsBucketPolicy,
  deploymentsKeyPolicy,
  dispatcherPolicy,
  editorPolicy,
  eventsPolicy,
  failuresPolicy,
  operatorPolicy,
  reconcilerPolicy,
  releaserPolicy,
  rolePolicies,
  schedulePolicy,
  starterPolicy,
  topicPolicy,
  trustPolicies,
  viewerPolicy,
} from "./policies/index.js";
export { type RenderOptions, renderControlPlane, terraformOf } from "./render.js";
export { ownBoundary, type Site, siteOf } from "./site.js";
export { type ControlPlaneOptions, ControlPlaneStack } from "./stack.js";
export { stateStoreAddresses } from "./state-store.js";
