import { type Clock, isPending, type LedgerRecord, type PipelineKey, timestamp } from "../records/index.js";

const dayMs = 24 * 60 * 60_000;

/**
 * Pipelines with unconfirmed e-mail addresses and no run for a day: a run looks again, and asks again where SNS has
 * given the address up, which it does after 48 hours (SNS developer guide, "Email notifications"). One that cannot look,
 * since its item is no longer valid or AWS denies it, counts as well, or the next would follow at once.
 */
export function unlookedAt(
  records: readonly LedgerRecord[],
  { clock }: { readonly clock: Clock },
): PipelineKey[] {
  const aDayAgo = timestamp(clock.now() - dayMs);
  return records
    .filter(({ addresses, outcome }) => addresses !== undefined && (outcome?.at ?? "") <= aDayAgo)
    .filter((record) => !record.lease && !isPending(record))
    .map(({ key }) => key);
}
