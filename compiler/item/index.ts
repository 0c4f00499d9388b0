export type { Environment, Item, Test, Wave } from "./item.js";
export { locator } from "./locate.js";
export { inPlainForm, type ParseOptions, parseItem, safeParseItem } from "./parse.js";
