import { type Clock, isPending, type LedgerRecord, type PipelineKey, timestamp } from "../records/index.js";

const dayMs = 24 * 60 * 60_000;

/**
 * Pipelines with e-mail addresses that nobody had confirmed a day ago: a run looks again, and asks again where SNS has
 * given the address up, which it does after 48 hours (SNS developer guide, "Email notifications").
 */
export function unlookedAt(
  records: readonly LedgerRecord[],
  { clock }: { readonly clock: Clock },
): PipelineKey[] {
  const aDayAgo = timestamp(clock.now() - dayMs);
  return records
    .filter(({ addresses }) => addresses !== undefined && addresses.at <= aDayAgo)
    .filter((record) => !record.lease && !isPending(record))
    .map(({ key }) => key);
}
