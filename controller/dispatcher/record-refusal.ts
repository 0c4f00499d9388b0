import { inParallel, type Ledger, messageOf, type PipelineKey, type Report } from "../records/index.js";

/** As many as a function writes at once. */
const writesAtOnce = 25;

/** Has the ledger say of each pipeline that waits why no build begins it. What cannot be written the next look writes. */
export async function recordRefusal(
  keys: readonly PipelineKey[],
  reason: string,
  ledger: Pick<Ledger, "recordRefusal">,
  report: Report,
): Promise<void> {
  await inParallel(keys, writesAtOnce, async (key) => {
    try {
      await ledger.recordRefusal(key, reason);
    } catch (error) {
      report("refusal-not-recorded", { key, message: messageOf(error) });
    }
  });
}
