export { PipelineStack, type PipelineStackOptions } from "./pipeline-stack.js";
