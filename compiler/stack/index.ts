export { copyModules } from "./modules.js";
export { PipelineStack, type PipelineStackOptions } from "./pipeline-stack.js";
