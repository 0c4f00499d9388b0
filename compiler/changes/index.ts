export {
  type ApprovalChange,
  type AskedApproval,
  approvalChanges,
  approvalChangesInWords,
  approvalsOf,
} from "./approval-changes.js";
export type { Change } from "./change.js";
export { changesDefinition, effectOnExecutions, isUrgent, type KeptPipeline } from "./executions.js";
export { type ItemChanges, itemChanges } from "./item-changes.js";
export { resourceChanges } from "./resource-changes.js";
