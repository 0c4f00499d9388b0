export { callersAccount } from "../../state/index.js";
export { type BootstrapOptions, type Bootstrapped, bootstrap } from "./bootstrap.js";
export { type BootstrapClients, bootstrapClients } from "./clients.js";
export { completeSettings } from "./complete-settings.js";
export { destroyInstallation } from "./destroy.js";
export type { Prompt } from "./prompt.js";
export { ensureStateStore } from "./state-store.js";
export { unlock } from "./unlock.js";
