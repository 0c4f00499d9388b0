export { allowedBy } from "./allowed-by.js";
export { checkSettings, defaultSettings } from "./check-settings.js";
export { isForArm, otherMachine } from "./image-machine.js";
export { whyNoImage } from "./image-name.js";
export { matchesAny } from "./matches.js";
export { isOwnBucket, isOwnTopic } from "./reserved-names.js";
export type { ChildAccountSettings, RequiredApproval, Settings, TerraformSettings } from "./settings.js";
