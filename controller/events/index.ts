export type { CommitQuestion, FindCommit } from "./commits.js";
export type { EventPlace } from "./event.js";
export { type EventsParts, handle } from "./handle.js";
export type { CustomNotification, FailureMessage } from "./message.js";
export type { Publish } from "./publish.js";
