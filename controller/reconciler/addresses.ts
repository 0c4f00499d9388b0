import { type Addresses, type LedgerRecord, messageOf, timestamp } from "../records/index.js";
import { mostAsked } from "../repair/index.js";
import type { Run } from "./run.js";
import type { Output, Subscriptions } from "./stack-runner.js";

/**
 * Whether AWS has given up an address that nobody confirmed, which it does after 48 hours (SNS developer guide, "Email
 * notifications"), and it may be asked again: a deployment then makes the subscription anew.
 */
export async function isToAskAgain({ addresses }: LedgerRecord, output: Output, run: Run): Promise<boolean> {
  if (!addresses || addresses.asked >= mostAsked) return false;
  return ((await look(output, run))?.gone.length ?? 0) > 0;
}

/** What the ledger is to know of the addresses, after a run; undefined where they could not be looked at. */
export async function addressesAfter(
  { addresses }: LedgerRecord,
  output: Output,
  run: Run,
  askedAgain: boolean,
): Promise<Addresses | "none" | undefined> {
  const seen = await look(output, run);
  if (!seen) return undefined;
  const unconfirmed = [...seen.pending, ...seen.gone].sort();
  if (unconfirmed.length === 0) return "none";
  const asked = (addresses?.asked ?? 0) + (askedAgain ? 1 : 0);
  return { at: timestamp(run.clock.now()), unconfirmed, asked };
}

/** A look that fails is no failure of the run: the next one looks again. */
async function look({ approvals = [], stack }: Output, run: Run): Promise<Subscriptions | undefined> {
  if (approvals.length === 0) return { pending: [], gone: [] };
  try {
    return await run.runner.subscriptions(approvals);
  } catch (error) {
    run.report("addresses-not-seen", { stack, message: messageOf(error) });
    return undefined;
  }
}
