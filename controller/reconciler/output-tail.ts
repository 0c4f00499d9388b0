const longest = 40;
const widest = 400;

/** The last lines of a run, as many as a ledger's record can bear. */
export class OutputTail {
  readonly #lines: string[] = [];

  add(line: string): void {
    if (line.trim() === "") return;
    this.#lines.push(line.slice(0, widest));
    if (this.#lines.length > longest) this.#lines.shift();
  }

  lines(): readonly string[] {
    return [...this.#lines];
  }
}
