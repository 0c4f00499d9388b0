import type { Ledger, PipelineKey, Report } from "../records/index.js";
import type { Builds } from "./builds.js";
import { ensureBuilds, type Limits } from "./ensure-builds.js";
import { recordRefusal } from "./record-refusal.js";

/** What has a build begin what is asked for. */
export interface Asker {
  readonly ledger: Pick<Ledger, "request" | "recordRefusal">;
  readonly builds: Builds;
  readonly limits: Limits;
  readonly report: Report;
}

/** Has one pipeline looked at again: marks it as asked, then sees that a build runs. */
export async function askAgain(key: PipelineKey, { ledger, builds, limits, report }: Asker): Promise<void> {
  await ledger.request(key);
  const { refused } = await ensureBuilds(1, limits, builds, report);
  if (refused) await recordRefusal([key], refused, ledger, report);
}
