export { type ReadItem, type Reading, type ReadOptions, readItems } from "./read-items.js";
