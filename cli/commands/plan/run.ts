import { type PolicyReport, policyReport } from "../../../compiler/pipeline/index.js";
import { controlPlaneNames } from "../../../controller/installation/index.js";
import type { PipelineKey } from "../../../controller/records/index.js";
import { Configurations, Objects } from "../../../controller/state/index.js";
import { type CommandContext, withContext } from "../../shared/context.js";
import { type InstallationOptions, openInstallation } from "../../shared/installation.js";
import { interruptible } from "../../shared/interrupt.js";
import { printPermissionChanges } from "../../shared/permission-changes.js";
import { planPipeline } from "../../shared/plan-pipeline.js";
import { pipelineOfFile, pipelineOfItem } from "../../shared/require-pipeline.js";
import { requireItem, tablesOf } from "../../shared/tables.js";
import type { Terminal } from "../../shared/terminal.js";
import { printUnprepared } from "../accounts/prepared.js";

export interface PlanOptions extends InstallationOptions {
  /** The item of this file, instead of the table's. */
  readonly file?: string;
}

/** Shows what deploying an item would change; Terraform's words go to stderr. */
export async function plan(
  key: PipelineKey,
  { file, ...options }: PlanOptions,
  out: Terminal,
): Promise<void> {
  const installation = await openInstallation(options, out);
  const { settings } = installation;
  await interruptible((signal) =>
    withContext({ installation, out, signal }, async (context) => {
      const { table } = tablesOf(installation, context.clients);
      const pipeline = file
        ? pipelineOfFile(file, key, settings, out)
        : pipelineOfItem(await requireItem(key, table, out), settings, out);
      await planPipeline(pipeline, context, out);
      await comparePermissions(key, policyReport(pipeline, settings), context, out);
      await printUnprepared(pipeline, settings, context.clients.s3, out);
    }),
  );
}

/** With those of what was applied last, as they were then. */
async function comparePermissions(
  key: PipelineKey,
  after: PolicyReport,
  { installation, clients }: CommandContext,
  out: Terminal,
): Promise<void> {
  const record = await tablesOf(installation, clients).ledger.read(key);
  const last = record?.lastAttempted ?? record?.lastApplied;
  if (!last) return printPermissionChanges(undefined, after, out);
  const { stateBucket } = controlPlaneNames(installation.settings);
  const kept = new Configurations(new Objects(clients.s3, stateBucket));
  const before = await kept.permissionsOf(last.configuration);
  if (before) return printPermissionChanges(before, after, out);
  out.say("  What was applied did not keep its permissions: `stagewright policies` lists those of now.");
}
