export { Configurations, digestOfOutput, type OutputFiles, readOutput } from "./configurations.js";
export { Digests } from "./digests.js";
export { permissionsFile, readPermissions, writePermissions } from "./kept-permissions.js";
export { LockRows } from "./lock-rows.js";
export { isOfOne, type Lock, type LockInfo, Locks } from "./locks.js";
export { httpStatusOf, Objects } from "./objects.js";
export { Owners } from "./owners.js";
export { type BackendPlaces, backendPlaces, type StatePlaces, statePlaces } from "./state-places.js";
export { StateStore } from "./state-store.js";
