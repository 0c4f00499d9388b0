import type { Diagnostic } from "../../compiler/diagnostics/index.js";
import type { Connection } from "../../controller/installation/index.js";
import { inParallel, type PipelineKey, shownKey } from "../../controller/records/index.js";
import { refuse } from "./refuse.js";
import type { Terminal } from "./terminal.js";

/** Ends the command where another key already has the id of one of these: the reconciler would refuse it too. */
export async function refuseTakenIds(
  keys: readonly PipelineKey[],
  connection: Pick<Connection, "owners" | "table">,
  options: { readonly json?: boolean | undefined },
  out: Terminal,
): Promise<void> {
  const errors = await takenIds(keys, connection);
  if (errors.length > 0) refuse(errors, options, out);
}

/** Those of the keys whose id is already that of another. */
export async function takenIds(
  keys: readonly PipelineKey[],
  {
    owners,
    table: { name },
  }: { readonly owners: Pick<Connection["owners"], "otherOf">; readonly table: { readonly name: string } },
): Promise<Diagnostic[]> {
  const checks = await inParallel(keys, asksAtOnce, async (key) => ({
    key,
    owner: await owners.otherOf(key),
  }));
  return checks.flatMap(({ key, owner }) => (owner ? [takenId(key, owner, name)] : []));
}

const asksAtOnce = 25;

function takenId(key: PipelineKey, owner: PipelineKey, file: string): Diagnostic {
  return {
    file,
    path: "",
    code: "pipeline.id-taken",
    value: shownKey(key),
    message: `The id of ${shownKey(key)} is already that of ${shownKey(owner)}.`,
    hint: "Their hashes meet, which happens on purpose alone. Use another branch; and find out who chose these names.",
  };
}
