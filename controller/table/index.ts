export {
  type ConfigTable,
  configTable,
  type FoundDigest,
  type FoundItem,
  ItemChanged,
} from "./config-table.js";
export { itemDigest } from "./digest.js";
export { forCompiler } from "./for-compiler.js";
export { type ItemWrite, togetherAtMost } from "./put-together.js";
export type { TableItem } from "./table-item.js";
