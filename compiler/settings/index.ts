export { readSettings } from "./read-settings.js";
export { checkSettings, defaultSettings, type Settings } from "./settings.js";
