export { readSettings, type SettingsRead } from "./read-settings.js";
export { checkSettings, defaultSettings, type Settings } from "./settings.js";
