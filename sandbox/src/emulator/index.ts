export { defaultCacheDir } from "./cache.js";
export { decisionsOf, type PolicyDecision } from "./decisions.js";
export {
  type Emulator,
  type EmulatorOptions,
  type PreparedEmulator,
  prepareEmulator,
  startEmulator,
} from "./emulator.js";
export { publishEvent, type ServiceEvent } from "./events.js";
export { type Identity, identify } from "./identity.js";
export { type InstallOptions, installPython, type PythonPackages } from "./install.js";
export { installAwsCli, installEmulator } from "./packages.js";
export type { PipelineStart } from "./pipeline-start.js";
export { type PlaceInUse, placesInUse } from "./places.js";
export { askPrivately, type PrivateAddress } from "./private.js";
export { findPython, type Python } from "./python.js";
export type { Settling, UnjudgedTypes } from "./settings.js";
export { advanceClock, confirmSubscription } from "./time.js";
export type { Trouble } from "./trouble.js";
