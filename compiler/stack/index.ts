export { cdktfJson } from "./json.js";
export { type Modules, readModules, writeModules } from "./modules.js";
export { PipelineStack, type PipelineStackOptions } from "./pipeline-stack.js";
export { cdktfVersion, renderStack } from "./render.js";
