import { approvalChanges, approvalsOf } from "../../../compiler/changes/index.js";
import { connectionsOf } from "../../../compiler/kinds/index.js";
import { compareReports, type Pipeline, policyReport } from "../../../compiler/pipeline/index.js";
import { connectionStatus } from "../../../controller/installation/health/index.js";
import { keyText, type PipelineKey } from "../../../controller/records/index.js";
import { examineConnections } from "../../../controller/repair/index.js";
import { cancelledByDeploy, printCancelled } from "../../shared/cancelled.js";
import { type CommandContext, withContext } from "../../shared/context.js";
import { openInstallation } from "../../shared/installation.js";
import { interruptible } from "../../shared/interrupt.js";
import { planPipeline } from "../../shared/plan-pipeline.js";
import { printApprovalChanges, printPermissionChanges } from "../../shared/print-changes.js";
import { pipelinesOfTable, printQuotas } from "../../shared/quotas.js";
import { refuseOlderControlPlane } from "../../shared/refuse-older-control-plane.js";
import { refuseTakenIds } from "../../shared/refuse-taken-ids.js";
import { pipelineOfFile, pipelineOfItem } from "../../shared/require-pipeline.js";
import { requireItem } from "../../shared/tables.js";
import type { Terminal } from "../../shared/terminal.js";
import { accountsOf, warnOfCentralTarget } from "../../shared/warn-central-target.js";
import { printUnprepared } from "../accounts/unprepared.js";
import type { PlanOptions } from "./command.js";
import { type PlanReport, planMarkdown } from "./markdown.js";

/**
 * Shows what deploying an item would change; Terraform's words go to stderr. With `--format md` the same goes to stdout as
 * Markdown.
 */
export async function plan(
  key: PipelineKey,
  { file, format, ...options }: PlanOptions,
  out: Terminal,
): Promise<void> {
  const installation = await openInstallation(options, out);
  refuseOlderControlPlane(installation, out);
  const { settings } = installation;
  await interruptible((signal) =>
    withContext({ installation, out, signal }, async (context) => {
      const { table, clients } = context.connection;
      const pipeline = file
        ? pipelineOfFile(file, key, settings, out)
        : pipelineOfItem(await requireItem(key, table, out), settings, out);
      await refuseTakenIds([key], context.connection, {}, out);
      const said: string[] = [];
      await planPipeline(pipeline, context, listening(out, said));
      const compared = await compareWithApplied(key, pipeline, context, out);
      if (format === "md") out.print(planMarkdown({ pipeline, said, ...compared }));
      const change = { key, settings, by: "controller" } as const;
      printCancelled(await cancelledByDeploy(pipeline, context.connection, change), out);
      await printUnprepared(pipeline, settings, clients.s3, out);
      warnOfCentralTarget(accountsOf([pipeline]), settings, out);
      await printConnections(pipeline, out);
      const others = (await pipelinesOfTable(table, settings)).filter(
        (each) => keyText(each) !== keyText(pipeline),
      );
      printQuotas([...others, pipeline], out);
    }),
  );
}

/** The same terminal; what it says is kept too. */
function listening(out: Terminal, said: string[]): Terminal {
  return {
    ...out,
    say(line) {
      said.push(line);
      out.say(line);
    },
  };
}

/** Says which of its connections no source can be read through yet. */
async function printConnections(pipeline: Pipeline, { say, colors }: Terminal): Promise<void> {
  const findings = await examineConnections(connectionsOf(pipeline.sources), connectionStatus);
  for (const { subject, message, remedy } of findings) {
    say(colors.yellow(`${subject}: ${message}`));
    say(`  ${remedy}`);
  }
}

type Compared = Pick<PlanReport, "permissions" | "approvals">;

/** Permissions and approvals, with those of what was applied last, as they were then. */
async function compareWithApplied(
  key: PipelineKey,
  pipeline: Pipeline,
  { installation: { settings }, connection: { ledger, configurations } }: CommandContext,
  out: Terminal,
): Promise<Compared> {
  const record = await ledger.read(key);
  const last = record?.lastAttempted ?? record?.lastApplied;
  const before = last && (await configurations.permissionsOf(key, last));
  const permissions = before && compareReports(before, policyReport(pipeline, settings));
  const approvals = before ? approvalChanges(before.approvals ?? [], approvalsOf(pipeline)) : [];
  if (last && !before)
    out.say("  What was applied did not keep its permissions: `stagewright policies` lists those of now.");
  else printPermissionChanges(permissions, out);
  printApprovalChanges(approvals, out);
  return { permissions, approvals };
}
