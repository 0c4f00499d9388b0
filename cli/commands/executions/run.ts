import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { type FailedAction, type PipelineView, tailOf } from "../../../controller/executions/index.js";
import type { PipelineKey } from "../../../controller/records/index.js";
import { Exit } from "../../shared/exit.js";
import { interruptible } from "../../shared/interrupt.js";
import { lookAtChangeSets } from "../../shared/pipelines/change-sets.js";
import { withLivePipeline } from "../../shared/pipelines/live-pipeline.js";
import type { SeenApproval } from "../../shared/pipelines/print-approval.js";
import type { SeenFailure } from "../../shared/pipelines/print-view.js";
import type { Terminal } from "../../shared/terminal.js";
import type { ExecutionsOptions } from "./command.js";
import { executionsJson, printSeen } from "./seen.js";
import { watch } from "./watch.js";

/** How many lines of a failed build are shown. */
const tail = 20;

/** What a pipeline does. The exit code is 1 if the last execution of any stage failed in it. */
export function executions(key: PipelineKey, options: ExecutionsOptions, out: Terminal): Promise<void> {
  return withLivePipeline(key, options, out, async ({ read, installation: { settings } }) => {
    const look = async (view: PipelineView) => ({
      key,
      view,
      approvals: await Promise.all(
        view.approvals.map(
          async (approval): Promise<SeenApproval> => ({
            ...approval,
            changeSets: await lookAtChangeSets(approval.changeSets, settings),
          }),
        ),
      ),
      failures: await withTails(view.failures, settings.region),
    });
    const first = await look(await read());
    printSeen(first, new Date(), out);
    const last = options.watch
      ? await interruptible((signal) => watch({ first, read, look, signal }, out))
      : first;
    if (options.json) out.data(executionsJson(last));
    if (last.failures.length > 0) throw new Exit(1);
  });
}

async function withTails(failures: readonly FailedAction[], region: string): Promise<SeenFailure[]> {
  if (failures.length === 0) return [];
  const client = new CloudWatchLogsClient({ region });
  try {
    return await Promise.all(
      failures.map(async (failure) => ({
        ...failure,
        lines: failure.log ? await tailOf(client, failure.log, tail) : [],
      })),
    );
  } finally {
    client.destroy();
  }
}
