export { type BootstrapOptions, type Bootstrapped, bootstrap } from "./bootstrap.js";
export { callersAccount, completeSettings } from "./complete-settings.js";
export { destroy } from "./destroy.js";
export { type Reach, reachIn } from "./reach.js";
export { ensureStateStore } from "./state-store.js";
export type { Talk } from "./talk.js";
export { unlock } from "./unlock.js";
