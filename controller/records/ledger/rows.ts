import type { PipelineKey } from "../key.js";

/** What an attribute can hold; lists and maps are always written whole. */
export type RowValue =
  | string
  | number
  | boolean
  | readonly RowValue[]
  | { readonly [name: string]: RowValue | undefined };

export type Row = Readonly<Record<string, RowValue>>;

export interface RowChange {
  readonly set?: Row;
  readonly remove?: readonly string[];
  /** To a number that starts at zero. */
  readonly add?: Readonly<Record<string, number>>;
}

export interface Condition {
  readonly equals?: Readonly<Record<string, string | number>>;
  readonly absent?: readonly string[];
}

/**
 * The rows of the ledger's table, and all that the ledger needs of a database: each write is a single one, and
 * is done or refused as a whole, by its condition.
 */
export interface Rows {
  /** As of all writes that have been answered before. */
  read(key: PipelineKey): Promise<Row | undefined>;
  /** All rows, with their keys. Not one moment's picture: each row as it was when it was come by. `signal` breaks it off. */
  scan(signal?: AbortSignal): Promise<Row[]>;
  /** All rows of one repository, as `scan`. */
  ofRepository(repository: string): Promise<Row[]>;
  /** Changes a row, or makes it. The row as it is then; undefined when the condition refused. */
  update(key: PipelineKey, change: RowChange, condition?: Condition): Promise<Row | undefined>;
  /** False when the condition refused. */
  remove(key: PipelineKey, condition: Condition): Promise<boolean>;
}
