import { keyText, type PipelineKey, type Row, type Rows } from "../../controller/records/index.js";

/** Watches the ledger: what was asked may only be struck off once someone looked at the item after that. */
export class Marks {
  readonly violations: string[] = [];
  readonly rows: Rows;
  readonly #unseen = new Set<string>();

  constructor(rows: Rows) {
    this.rows = {
      ...rows,
      update: async (key, change, condition) => {
        const row = await rows.update(key, change, condition);
        if (row && change.add?.Generation) this.#unseen.add(keyText(key));
        if (row) this.#check(key, row);
        return row;
      },
      remove: async (key, condition) => {
        const removed = await rows.remove(key, condition);
        if (removed) this.#check(key, undefined);
        return removed;
      },
    };
  }

  look(key: PipelineKey): void {
    this.#unseen.delete(keyText(key));
  }

  #check(key: PipelineKey, row: Row | undefined): void {
    const pending = row !== undefined && Number(row.Generation) > Number(row.ObservedGeneration ?? 0);
    if (!pending && this.#unseen.has(keyText(key)))
      this.violations.push(`${keyText(key)} is asked and forgotten`);
  }
}
