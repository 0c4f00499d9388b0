export {
  type Diagnostic,
  formatDiagnostic,
  InvalidInputError,
  type Problem,
  type Result,
  unwrap,
} from "./diagnostic.js";
export { harmless, unseenIn, visible } from "./invisible.js";
export { pointer, type Segment, segmentsOf } from "./pointer.js";
export { type Schema, schemaAt } from "./schema-at.js";
export { type OtherNames, type SchemaCheck, schemaCheck } from "./schema-check.js";
export { show } from "./show.js";
export { suggest } from "./suggest.js";
