export { type ReadItem, type Reading, type ReadOptions, readItems } from "./read-items.js";
export { readSettings, type SettingsRead } from "./read-settings.js";
export { type NamedValue, readValues } from "./read-values.js";
