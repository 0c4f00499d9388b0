import { type PolicyReport, policyReport } from "../../../compiler/pipeline/index.js";
import type { PipelineKey } from "../../../controller/records/index.js";
import { type CommandContext, withContext } from "../../shared/context.js";
import { openInstallation } from "../../shared/installation.js";
import { interruptible } from "../../shared/interrupt.js";
import { planPipeline } from "../../shared/plan-pipeline.js";
import { printPermissionChanges } from "../../shared/print-changes.js";
import { pipelineOfFile, pipelineOfItem } from "../../shared/require-pipeline.js";
import { requireItem } from "../../shared/tables.js";
import type { Terminal } from "../../shared/terminal.js";
import { printUnprepared } from "../accounts/unprepared.js";
import type { PlanOptions } from "./command.js";

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
      const { table, clients } = context.connection;
      const pipeline = file
        ? pipelineOfFile(file, key, settings, out)
        : pipelineOfItem(await requireItem(key, table, out), settings, out);
      await planPipeline(pipeline, context, out);
      await comparePermissions(key, policyReport(pipeline, settings), context, out);
      await printUnprepared(pipeline, settings, clients.s3, out);
    }),
  );
}

/** With those of what was applied last, as they were then. */
async function comparePermissions(
  key: PipelineKey,
  after: PolicyReport,
  { connection: { ledger, configurations } }: CommandContext,
  out: Terminal,
): Promise<void> {
  const record = await ledger.read(key);
  const last = record?.lastAttempted ?? record?.lastApplied;
  if (!last) return printPermissionChanges(undefined, after, out);
  const before = await configurations.permissionsOf(last.configuration);
  if (before) return printPermissionChanges(before, after, out);
  out.say("  What was applied did not keep its permissions: `stagewright policies` lists those of now.");
}
