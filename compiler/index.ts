/** The library: an item becomes a pipeline becomes a CDKTF stack. See docs/library.md. */
export { type Diagnostic, formatDiagnostic, InvalidInputError, type Result } from "./diagnostics/index.js";
export {
  type Approval,
  type Environment,
  type Item,
  type Job,
  type ParseOptions,
  parseItem,
  type Source,
  safeParseItem,
  type Test,
  type Variable,
  type Vpc,
  type Wave,
} from "./item/index.js";
export {
  type Action,
  type BuildOptions,
  buildPipeline,
  type Deployment,
  type Pipeline,
  pipelineId,
  type Stage,
  safeBuildPipeline,
} from "./pipeline/index.js";
export { checkSettings, defaultSettings, type Settings } from "./settings/index.js";
export { PipelineStack, type PipelineStackOptions } from "./stack/index.js";
