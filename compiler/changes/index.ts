export type { Change } from "./change.js";
export { actionChanges } from "./pipeline-changes.js";
export { resourceChanges } from "./resource-changes.js";
