/** The library: an item becomes a pipeline becomes a CDKTF stack. See docs/library.md. */
export { type Diagnostic, formatDiagnostic, InvalidInputError, type Result } from "./diagnostics/index.js";
export {
  type Environment,
  type Item,
  type ParseOptions,
  parseItem,
  safeParseItem,
  type Test,
  type Wave,
} from "./item/index.js";
export type { Action, Approval, Deployment, Job, Source, Variable, Vpc } from "./kinds/index.js";
export { pipelineId } from "./names/index.js";
export {
  type BuildOptions,
  buildPipeline,
  type Pipeline,
  type Stage,
  safeBuildPipeline,
  type TargetEnvironment,
} from "./pipeline/index.js";
export { checkSettings, defaultSettings, type Settings } from "./settings/index.js";
export { PipelineStack, type PipelineStackOptions } from "./stack/index.js";
