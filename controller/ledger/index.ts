export { bounded } from "./bounded.js";
export { dynamoDbRows } from "./dynamodb-rows.js";
export { type Ending, Ledger, type LetGo, type Taker } from "./ledger.js";
export { memoryRows } from "./memory-rows.js";
export {
  type Applied,
  type Attempt,
  type Failure,
  isDue,
  isPending,
  type Lease,
  type LedgerRecord,
  type Outcome,
  type Phase,
  type StateMark,
  type Tools,
} from "./record.js";
export type { Change, Condition, Row, Rows, Value } from "./rows.js";
