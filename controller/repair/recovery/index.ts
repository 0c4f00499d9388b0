export { adoptOrphans, lookForOrphans, type Stack } from "./adopt.js";
export { type Clients, clientsOf } from "./clients.js";
export type { Search } from "./finder.js";
export { deleteKeysBeside, keysBeside, taggedKeys } from "./keys.js";
export type { Orphan, Orphans } from "./orphans.js";
export { deleteReportGroups } from "./report-groups.js";
export { emailsOf } from "./subscriptions.js";
