export { copyModules } from "./modules.js";
export { PipelineStack, type PipelineStackOptions } from "./pipeline-stack.js";
export { cdktfVersion, json, renderStack } from "./render.js";
