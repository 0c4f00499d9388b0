import { keyText, type PipelineKey } from "../../../controller/records/index.js";
import { confirm } from "../../shared/confirm.js";
import { type InstallationOptions, openInstallation } from "../../shared/installation.js";
import { interruptible } from "../../shared/interrupt.js";
import { planPipeline } from "../../shared/plan-pipeline.js";
import { reconcileHere, refuseIfHeld } from "../../shared/reconcile-here.js";
import { pipelineOfItem } from "../../shared/require-pipeline.js";
import { requireItem, tablesOf } from "../../shared/tables.js";
import type { Terminal } from "../../shared/terminal.js";
import { withWorkbench } from "../../shared/workbench.js";

export interface DeployOptions extends InstallationOptions {
  readonly yes?: boolean;
}

/** Deploys the table's item here and now: shows the plan, asks, then does what a build would do. */
export async function deploy(key: PipelineKey, options: DeployOptions, out: Terminal): Promise<void> {
  const installation = await openInstallation(options, out);
  await interruptible((signal) =>
    withWorkbench({ installation, out, signal }, async (bench) => {
      const { reconciler, clients } = bench;
      const item = await requireItem(key, tablesOf(installation, clients).table, out);
      const pipeline = pipelineOfItem(item, installation.settings, out);
      await refuseIfHeld(key, reconciler, out);
      await planPipeline(pipeline, bench, out);
      await confirm(`Deploy ${keyText(key)}?`, out, { yes: options.yes });
      await reconcileHere(key, reconciler, out);
    }),
  );
}
