export { PipelineRunner } from "./runner.js";
