export { type EventsParts, handle } from "./handle.js";
export type { FailureMessage } from "./message.js";
