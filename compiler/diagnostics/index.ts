export {
  type Diagnostic,
  formatDiagnostic,
  InvalidInputError,
  type Problem,
  type Result,
  show,
  unwrap,
} from "./diagnostic.js";
export { pointer, segmentsOf } from "./pointer.js";
export { type OtherNames, type SchemaCheck, schemaCheck } from "./schema-check.js";
export { suggest } from "./suggest.js";
