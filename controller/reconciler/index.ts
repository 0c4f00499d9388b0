export { assembleLook, assembleReconciler, type Site } from "./assemble.js";
export { type CdktfWorkshopOptions, cdktfWorkshop } from "./cdktf-workshop.js";
export { type FailureDetail, failureEvents } from "./failure-events.js";
export { consoleLink, identityFrom } from "./identity.js";
export { lastBeginning } from "./last-beginning.js";
export { type Reconciled, reconcileAsked, reconcileKeys } from "./reconcile.js";
export { type KeyResult, type PassedBy, reconcileKey } from "./reconcile-key.js";
export type { Identity, Reconciler } from "./reconciler.js";
export type { Compiled, Output, Workshop } from "./workshop.js";
