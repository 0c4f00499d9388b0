import { type FleetOutcome, urgencyOf } from "../../../shared/fleet/outcomes.js";
import type { BoardRow } from "../row.js";

/** What somebody wants to see; empty: whatever it is. */
export interface WantedRows {
  readonly outcome: FleetOutcome | "";
  readonly text: string;
  readonly repository: string;
  readonly environment: string;
  readonly account: string;
}

export type Order = "urgent" | "changed" | "name";

/** A row with what it is found by, made once. */
export interface Searchable {
  readonly row: BoardRow;
  readonly text: string;
  readonly environments: ReadonlySet<string>;
  readonly accounts: ReadonlySet<string>;
}

export function searchable(row: BoardRow): Searchable {
  const environments = row.activity?.environments ?? [];
  const commits = [row.activity?.execution?.commit, ...environments.map(({ commit }) => commit)];
  const said = [
    ...[row.repo, row.branch],
    ...environments.flatMap(({ environment, account = "" }) => [environment, account]),
    ...commits.flatMap((commit) => [commit?.id ?? "", commit?.summary ?? ""]),
    ...row.failures.flatMap(({ title, message }) => [title, message]),
  ];
  return {
    row,
    text: said.join("\n").toLowerCase(),
    environments: new Set(environments.map(({ environment }) => environment)),
    accounts: new Set(environments.flatMap(({ account }) => account ?? [])),
  };
}

/** Every word is found somewhere, and every choice fits. `outcome` is left out where they are counted by it. */
export function fits(
  { row, text, environments, accounts }: Searchable,
  wanted: WantedRows,
  isCounted = false,
): boolean {
  return (
    (isCounted || wanted.outcome === "" || row.outcomes.includes(wanted.outcome)) &&
    (wanted.repository === "" || row.repo === wanted.repository) &&
    (wanted.environment === "" || environments.has(wanted.environment)) &&
    (wanted.account === "" || accounts.has(wanted.account)) &&
    wordsOf(wanted.text).every((word) => text.includes(word))
  );
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().split(/\s+/).filter(Boolean);
}

const compare: Readonly<Record<Order, (a: BoardRow, b: BoardRow) => number>> = {
  name: byName,
  changed: (a, b) => -compareTexts(a.changed, b.changed) || byName(a, b),
  urgent: (a, b) => urgencyOf(a.outcomes) - urgencyOf(b.outcomes) || byName(a, b),
};

export function inOrder(rows: Iterable<BoardRow>, order: Order): BoardRow[] {
  return [...rows].sort(compare[order]);
}

function byName(a: BoardRow, b: BoardRow): number {
  return compareTexts(a.repo, b.repo) || compareTexts(a.branch, b.branch);
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
