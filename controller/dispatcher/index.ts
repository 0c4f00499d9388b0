export { type BatchResponse, type Dispatcher, dispatch } from "./dispatch.js";
export { type Scheduler, schedule } from "./schedule.js";
export type { StreamEvent } from "./stream.js";
export type { Limits } from "./wake.js";
