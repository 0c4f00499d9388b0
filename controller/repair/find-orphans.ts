import type { Watch } from "../../toolchain/index.js";
import type { Applied, Attempt, PipelineKey } from "../records/index.js";
import { inTried, type RecoveryOptions } from "./recover.js";
import { keysBeside, lookForOrphans, type Orphan } from "./recovery/index.js";

/** What stands in AWS and no state knows. */
export interface OrphanReport {
  /** What a recovery takes into the state. */
  readonly ours: readonly Orphan[];
  /** What bears a name of the pipeline's, and is not its own: no recovery touches it. */
  readonly foreign: readonly Orphan[];
  /** Ids of KMS keys that bear the pipeline's tags and have no place in its state: a recovery gives them up. */
  readonly keys: readonly string[];
}

const keyType = "aws_kms_key";

/**
 * What `recover` would find of an attempt. Only reads, and holds no lock: who comes to work meanwhile must not be
 * turned away by who merely looks, and a dead run's lock must not hide what it left. So what is seen may be old in
 * the next moment; `recover` looks again, under the lock.
 */
export function findOrphans(
  key: PipelineKey,
  attempt: Attempt | Applied,
  options: RecoveryOptions,
  watch: Pick<Watch, "signal">,
): Promise<OrphanReport> {
  return inTried(key, attempt, options, watch, async (stack, search) => {
    const { ours, foreign } = await lookForOrphans(stack, search, "-lock=false");
    const adopted = ours.filter(({ type }) => type === keyType).map(({ id }) => id);
    const known = await options.states.idsOf(key, keyType);
    return { ours, foreign, keys: await keysBeside([...known, ...adopted], search) };
  });
}
