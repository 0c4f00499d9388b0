export { askAgain } from "./ask-again.js";
export type { Build, Builds, Start } from "./builds.js";
export { codeBuild } from "./codebuild.js";
export { type BatchResponse, type Dispatcher, dispatch } from "./dispatch.js";
export type { Limits } from "./ensure-builds.js";
export { type BuildsEnvironment, EnvironmentReader, type EnvironmentVariables } from "./environment.js";
export { runSchedule, type Scheduler } from "./schedule.js";
export type { StreamEvent } from "./stream.js";
