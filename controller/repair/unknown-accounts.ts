import { parseArn } from "../../compiler/iam/index.js";
import type { PolicyReport } from "../../compiler/pipeline/index.js";
import type { Failure } from "../records/index.js";

/**
 * A refused principal, with the accounts that no policy held which AWS has taken so far: one of them is the one that does
 * not exist. `applied` is what the last applied output permitted, if one was. Any other failure stays as it is.
 */
export function withUnknownAccounts(
  failure: Failure,
  tried: PolicyReport | undefined,
  applied: PolicyReport | undefined,
): Failure {
  if (failure.class !== "invalid-principal" || !tried) return failure;
  const known = accountsIn(applied);
  const unknown = [...accountsIn(tried)].filter((account) => !known.has(account)).sort();
  if (unknown.length === 0) {
    const message = `${failure.message} All that it names were taken before: ${[...known].sort().join(", ")}.`;
    return { ...failure, message, hint: "See whether one of these accounts was closed since." };
  }
  return { ...failure, message: `${failure.message} New in it, and so in doubt: ${unknown.join(", ")}.` };
}

/** The accounts that the policies of key and bucket let in, but for the central one, which is there. */
function accountsIn(report: PolicyReport | undefined): Set<string> {
  const grants = report?.holders.flatMap(({ takenBy, grants }) => (takenBy ? [] : grants)) ?? [];
  const accounts = grants
    .filter(({ sid }) => sid !== "CentralAccountDecides")
    .flatMap(({ who = [] }) => who.flatMap((principal) => parseArn(principal)?.account ?? []));
  return new Set(accounts);
}
