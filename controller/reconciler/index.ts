export { assembleOrphanFinder, assembleReconciler, type ReconcilerDeps } from "./assemble.js";
export { type CdktfStackRunnerOptions, cdktfStackRunner } from "./cdktf-stack-runner.js";
export { type FailureDetail, failureEvents } from "./failure-events.js";
export { consoleLink, identityFrom } from "./identity.js";
export { latestStart } from "./latest-start.js";
export { type Reconciled, reconcileKeys, reconcilePending } from "./reconcile.js";
export { type KeyResult, reconcileKey, type SkipReason } from "./reconcile-key.js";
export type { Identity, Reconciler } from "./reconciler.js";
export type { CompileResult, Output, StackRunner } from "./stack-runner.js";
