import type { PipelineKey } from "../../controller/key.js";
import { sayUnprepared } from "../accounts/prepared.js";
import { type InstallationOptions, openInstallation } from "../installation.js";
import { interruptible } from "../interrupt.js";
import { pipelineIn } from "../item-changes.js";
import { sayPermissionChanges } from "../permission-changes.js";
import { planPipeline } from "../plan-pipeline.js";
import { pipelineOfFile, pipelineOfItem } from "../require-pipeline.js";
import { requireItem, tablesOf } from "../tables.js";
import type { Terminal } from "../terminal.js";
import { withWorkbench } from "../workbench.js";

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
    withWorkbench({ installation, out, signal }, async (bench) => {
      const { table } = tablesOf(installation, bench.clients);
      const pipeline = file
        ? pipelineOfFile(file, key, settings, out)
        : pipelineOfItem(await requireItem(key, table, out), settings, out);
      await planPipeline(pipeline, bench, out);
      if (file) {
        const standing = await table.readItem(key);
        sayPermissionChanges(standing && pipelineIn(standing, settings), pipeline, settings, out);
      }
      await sayUnprepared(pipeline, settings, bench.clients.s3, out);
    }),
  );
}
