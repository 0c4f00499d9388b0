export { type Defaults, readDefaults } from "./defaults.js";
export type { Environment, Item, Test, Wave } from "./item.js";
export { locator } from "./locate.js";
export {
  inPlainForm,
  type ParseOptions,
  parseItem,
  placesIn,
  safeParseItem,
  withDefaults,
} from "./parse.js";
