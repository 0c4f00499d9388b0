export { Activities, type Activity } from "./activity/activities.js";
export { type Awaited, isOver } from "./activity/awaited.js";
export { type LaidOutEnvironment, type Layout, usualApprovalMinutes } from "./activity/layout.js";
export type { Mark, State } from "./activity/mark.js";
export {
  type ActionFailure,
  type Commit,
  nothingSeen,
  type Observation,
  observe,
  type Seen,
  withCommit,
} from "./activity/seen.js";
export {
  type ActivityStatus,
  activityStatusOf,
  type EnvironmentStatus,
  type RunningExecution,
  type ShownCommit,
} from "./activity/status.js";
export { claimed, failureId, told } from "./activity/telling.js";
export { authorsMessage } from "./authors-message.js";
export { type Clock, systemClock, timestamp } from "./clock.js";
export { failureEvent } from "./failure-event.js";
export { field } from "./field.js";
export { inParallel } from "./in-parallel.js";
export {
  activityPartition,
  distinctKeys,
  hastenedBy,
  hastePartition,
  isReserved,
  type KeyAttributes,
  keyAttributes,
  keyIn,
  keyText,
  type PipelineKey,
  shortly,
  shownKey,
} from "./key.js";
export { KnownFailure } from "./known-failure.js";
export { dynamoDbRows } from "./ledger/dynamodb-rows.js";
export {
  type LeaseRequest,
  Ledger,
  type ReleaseResult,
  type RunSummary,
  requestAttributes,
} from "./ledger/ledger.js";
export { memoryRows } from "./ledger/memory-rows.js";
export { boundOutcome } from "./ledger/outcome-bounds.js";
export {
  type Addresses,
  type Applied,
  type Attempt,
  type Deferral,
  type Failure,
  isDue,
  isPending,
  type Lease,
  type LedgerRecord,
  type Outcome,
  type Phase,
  type Refusal,
  type StateMark,
  type Tools,
  UnknownSchema,
  waitingSince,
  waitOfDeferral,
} from "./ledger/record.js";
export type { Condition, Row, RowChange, Rows, RowValue } from "./ledger/rows.js";
export { type PipelineStatus, statusOf } from "./ledger/status.js";
export { Overview } from "./overview.js";
export { jsonReport, messageOf, type Report } from "./report.js";
export {
  type ConfigTable,
  configTable,
  type FoundDigest,
  type FoundItem,
  ItemChanged,
  type TableRow,
} from "./table/config-table.js";
export { itemDigest } from "./table/digest.js";
export { forCompiler } from "./table/for-compiler.js";
export { type Haste, isHastened } from "./table/haste.js";
export type { Origin } from "./table/origin.js";
export { type ItemWrite, togetherAtMost } from "./table/put-together.js";
export type { TableItem } from "./table/table-item.js";
