import type { Connection } from "../../controller/installation/index.js";
import { type PipelineKey, shownKey } from "../../controller/records/index.js";
import { refuse } from "./refuse.js";
import type { Terminal } from "./terminal.js";

/** Ends the command where another key already has the id of one of these: the reconciler would refuse it too. */
export async function refuseTakenIds(
  keys: readonly PipelineKey[],
  { owners, table: { name } }: Pick<Connection, "owners" | "table">,
  options: { readonly json?: boolean | undefined },
  out: Terminal,
): Promise<void> {
  const checks = keys.map(async (key) => ({ key, owner: await owners.otherOf(key) }));
  const taken = (await Promise.all(checks)).flatMap(({ key, owner }) => (owner ? [{ key, owner }] : []));
  if (taken.length === 0) return;
  const errors = taken.map(({ key, owner }) => ({
    file: name,
    path: "",
    code: "pipeline.id-taken",
    value: shownKey(key),
    message: `The id of ${shownKey(key)} is already that of ${shownKey(owner)}.`,
    hint: "Their hashes meet, which happens on purpose alone. Use another branch; and find out who chose these names.",
  }));
  refuse(errors, options, out);
}
