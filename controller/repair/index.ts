export { examineConnections } from "./doctor/connections.js";
export { examine } from "./doctor/examine.js";
export type { Finding, FixSafety, Repair } from "./doctor/finding.js";
export { examineHealth, type Health, silentAfter } from "./doctor/health.js";
export { examineControlPlane } from "./doctor/locks.js";
export { examineNotified } from "./doctor/notify.js";
export { examineQuotas, quotaInWords } from "./doctor/quotas.js";
export type { DoctorDeps } from "./doctor/snapshot.js";
export { examineStates } from "./doctor/stray-states.js";
export { mostAsked, refusedHint } from "./doctor/waiting.js";
export { explainFailure } from "./failures.js";
export { findOrphans, type OrphanReport } from "./find-orphans.js";
export { giveUpKeys, idOf, inTried, type Recovered, type RecoveryOptions, recover } from "./recover.js";
export {
  adoptOrphans,
  type Clients,
  clientsOf,
  deleteKeysBeside,
  deleteReportGroups,
  emailsOf,
  keysBeside,
  lookForOrphans,
  type Orphan,
  type Orphans,
  type Search,
  type Stack,
  taggedKeys,
} from "./recovery/index.js";
export { withUnknownAccounts } from "./unknown-accounts.js";
