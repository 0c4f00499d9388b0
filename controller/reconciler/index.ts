export { type Reconciled, reconcileAsked, reconcileKeys } from "./reconcile.js";
export { type KeyResult, type PassedBy, reconcileKey } from "./reconcile-key.js";
export type { Identity, Reconciler } from "./reconciler.js";
export type { Compiled, Output, Watch, Workshop } from "./workshop.js";
