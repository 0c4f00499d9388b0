import { type Reconciled, reconcileKeys, reconcilePending } from "../../../controller/reconciler/index.js";
import { jsonReport, keyText, type PipelineKey } from "../../../controller/records/index.js";
import { isBuild, withContext } from "../../shared/context.js";
import { Exit } from "../../shared/exit.js";
import { openInstallation } from "../../shared/installation.js";
import { interruptible } from "../../shared/interrupt.js";
import { pairsOf } from "../../shared/pairs.js";
import { refuseOlderControlPlane } from "../../shared/refuse-older-control-plane.js";
import { isDone, printResult, resultJson } from "../../shared/results.js";
import type { Terminal } from "../../shared/terminal.js";
import type { ReconcileOptions } from "./command.js";

/**
 * Makes pipelines match their items: those that are named, or all that the ledger asks for. JSON:
 * `{"pipelines": [{repo, branch, outcome, failure?} | {repo, branch, skipped}]}`.
 */
export async function reconcile(
  names: readonly string[],
  options: ReconcileOptions,
  out: Terminal,
): Promise<void> {
  const keys = pairsOf(names, out);
  const installation = await openInstallation(options, out);
  refuseOlderControlPlane(installation, out);
  const report = jsonReport(out.say);
  const results = await interruptible((signal) =>
    withContext({ installation, out, signal, report }, ({ reconciler }) =>
      keys.length > 0 ? reconcileKeys(keys, reconciler) : reconcilePending(reconciler),
    ),
  );
  if (options.json) out.data({ pipelines: results.map(resultJson) });
  for (const result of lastOfEach(results)) printResult(result, out);
  if (!isDone(lastOfEach(results), isAskedFor(keys))) throw new Exit(1);
}

/** A person wants what is asked for well; so does who names pipelines in a build. */
export function isAskedFor(keys: readonly PipelineKey[], environment = process.env): boolean {
  return keys.length > 0 || !isBuild(environment);
}

/** A pipeline that was asked for again meanwhile was done again. */
function lastOfEach(results: readonly Reconciled[]): Reconciled[] {
  return [...new Map(results.map((result) => [keyText(result.key), result])).values()];
}
