import type { PipelineKey } from "../records/index.js";
import type { Dispatcher } from "./dispatch.js";
import { ensureBuilds } from "./ensure-builds.js";
import { recordRefusal } from "./record-refusal.js";

/** Has one pipeline looked at again: marks it as asked, then sees that a build runs. */
export async function askAgain(
  key: PipelineKey,
  { ledger, builds, limits, report }: Dispatcher,
): Promise<void> {
  await ledger.request(key);
  const { refused } = await ensureBuilds(1, limits, builds, report);
  if (refused) await recordRefusal([key], refused, ledger, report);
}
