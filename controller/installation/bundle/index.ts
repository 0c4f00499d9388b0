export { ensureTools, type Machine } from "./ensure-tools.js";
export { releaseKeys } from "./hashicorp-keys.js";
export { type PreparedBundle, prepareBundle, uploadBundle } from "./make-bundle.js";
export { isThere } from "./place-file.js";
export { platformOfBuilds } from "./platform.js";
export type { Sources } from "./sources.js";
export { hashicorpReleases } from "./terraform-source.js";
export { ToolStore } from "./tool-store.js";
export { compareReleases } from "./version-range.js";
