export { PipelineRunner, type Task } from "./runner.js";
