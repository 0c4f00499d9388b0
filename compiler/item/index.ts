export type { Environment, Item, Test } from "./item.js";
export { type ParseOptions, parseItem, safeParseItem } from "./parse.js";
