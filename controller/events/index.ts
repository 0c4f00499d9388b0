export { type ApprovalCalls, type ApprovalGate, approvalGate, type StartedApproval } from "./gate.js";
export { type EventsParts, handle } from "./handle.js";
export type { FailureMessage } from "./message.js";
