import { keyAttributes, keyText, type PipelineKey } from "../key.js";
import type { Condition, Row, RowChange, Rows } from "./rows.js";

/** Rows with DynamoDB's semantics, for as long as this object lives: for models and tests. */
export function memoryRows(): Rows {
  const rows = new Map<string, Row>();
  const holds = (key: PipelineKey, condition: Condition) => fulfils(rows.get(keyText(key)) ?? {}, condition);
  return {
    read: async (key) => rows.get(keyText(key)),
    scan: async () => [...rows.values()],
    ofRepository: async (repository) => [...rows.values()].filter(({ RepoName }) => RepoName === repository),
    update: async (key, change, condition = {}) => {
      if (!holds(key, condition)) return undefined;
      const row = { ...changed(rows.get(keyText(key)) ?? {}, change), ...keyAttributes(key) };
      rows.set(keyText(key), row);
      return row;
    },
    remove: async (key, condition) => {
      if (!holds(key, condition)) return false;
      rows.delete(keyText(key));
      return true;
    },
  };
}

function changed(row: Row, { set = {}, remove = [], add = {} }: RowChange): Row {
  const kept = Object.entries(row).filter(([name]) => !remove.includes(name));
  const sums = Object.entries(add).map(([name, amount]) => [name, Number(row[name] ?? 0) + amount]);
  return { ...Object.fromEntries(kept), ...set, ...Object.fromEntries(sums) };
}

function fulfils(row: Row, { equals = {}, absent = [] }: Condition): boolean {
  return (
    Object.entries(equals).every(([name, value]) => row[name] === value) &&
    absent.every((name) => !(name in row))
  );
}
