import type { Colors } from "../shared/colors.js";

/** One line of a picture: something that waits, is at work, or has ended. */
export interface PictureRow {
  /** Whom it belongs to: rows of level 1 stand below the last one of level 0. */
  readonly level: 0 | 1;
  readonly name: string;
  readonly state: "waits" | "runs" | "asks" | "done" | "failed";
  /** How long it is at work, or was. */
  readonly seconds?: number;
  readonly note?: string | undefined;
}

const turns = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
/** Milliseconds for one of them. */
export const turnMs = 120;

/** Where the seconds stand: one column for all rows of a picture. */
const nameWidth = 34;

/** A row as a line; `now` in milliseconds decides how far the wheel of what is at work has turned. */
export function rowLine(
  { level, name, state, seconds, note }: PictureRow,
  now: number,
  colors: Colors,
): string {
  const named = name.padEnd(nameWidth - 2 * level);
  const time = seconds === undefined ? "" : `${seconds.toFixed(0).padStart(3)} s`;
  const marks = {
    waits: colors.dim("·"),
    runs: colors.cyan(turns[Math.floor(now / turnMs) % turns.length] ?? ""),
    asks: colors.yellow("?"),
    done: colors.green("✔"),
    failed: colors.red("✘"),
  };
  const text = state === "waits" ? colors.dim(named) : level === 0 ? colors.bold(named) : named;
  const parts = [`${"  ".repeat(level)}${marks[state]} ${text}`, colors.dim(time), note && colors.dim(note)];
  return parts.filter(Boolean).join("  ").trimEnd();
}

/** What has another state than before, for who cannot be drawn a picture. */
export function changedRows(before: readonly PictureRow[], after: readonly PictureRow[]): PictureRow[] {
  const was = new Map(before.map(({ name, state }) => [name, state]));
  return after.filter(({ name, state }) => state !== "waits" && was.get(name) !== state);
}
