import { type PipelineKey, shownKey } from "../../../controller/records/index.js";
import { cancelledByDeploy, printCancelled } from "../../shared/cancelled.js";
import { confirm } from "../../shared/confirm.js";
import { withContext } from "../../shared/context.js";
import { openInstallation } from "../../shared/installation.js";
import { interruptible } from "../../shared/interrupt.js";
import { planPipeline } from "../../shared/plan-pipeline.js";
import { reconcileHere, refuseIfHeld } from "../../shared/reconcile-here.js";
import { refuseOlderControlPlane } from "../../shared/refuse-older-control-plane.js";
import { pipelineOfItem } from "../../shared/require-pipeline.js";
import { requireItem } from "../../shared/tables.js";
import type { Terminal } from "../../shared/terminal.js";
import type { DeployOptions } from "./command.js";
import { printFirstExecution } from "./first-execution.js";

/** Deploys the table's item here and now: shows the plan, asks, then does what a build would do. */
export async function deploy(key: PipelineKey, options: DeployOptions, out: Terminal): Promise<void> {
  const installation = await openInstallation(options, out);
  refuseOlderControlPlane(installation, out);
  await interruptible((signal) =>
    withContext({ installation, out, signal }, async (context) => {
      const { reconciler, connection } = context;
      const item = await requireItem(key, connection.table, out);
      const pipeline = pipelineOfItem(item, installation.settings, out);
      await refuseIfHeld(key, reconciler, out);
      await planPipeline(pipeline, context, out);
      const { settings } = installation;
      printCancelled(await cancelledByDeploy(pipeline, connection, { key, settings, by: "here" }), out);
      await confirm(`Deploy ${shownKey(key)}?`, out, { yes: options.yes });
      const before = await connection.ledger.read(key);
      await reconcileHere(key, reconciler, out);
      if (!before?.lastApplied) printFirstExecution(key, out);
    }),
  );
}
