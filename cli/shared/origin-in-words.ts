import type { Origin } from "../../controller/records/index.js";

/** `commit 0a1b2c3d4e5f, with changes that are not committed, by arn:… at 2026-01-01T10:00:00.000Z`. */
export function originInWords({ commit, isDirty, by, at }: Origin): string {
  const dirty = isDirty ? ", with changes that are not committed," : "";
  return `${commit ? `commit ${commit.slice(0, 12)}${dirty}` : "a folder without git"} by ${by} at ${at}`;
}
