export type { Environment, Item, Test, Wave } from "./item.js";
export { type ParseOptions, parseItem, safeParseItem } from "./parse.js";
