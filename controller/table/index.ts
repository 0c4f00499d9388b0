export {
  type ConfigTable,
  configTable,
  type FoundItem,
  ItemChanged,
  type TableItem,
} from "./config-table.js";
export { itemDigest } from "./digest.js";
export { forCompiler } from "./for-compiler.js";
