import type { Claim, ClaimResult } from "./claim.js";
import type { Proof } from "./proof.js";

/** Tries one claim after the other; one that needs what did not hold is not tried. */
export async function tryClaims(
  claims: readonly Claim[],
  proof: Proof,
  onResult: (result: ClaimResult) => void,
): Promise<ClaimResult[]> {
  const results: ClaimResult[] = [];
  for (const claim of claims) {
    const result = await tryOne(claim, results, proof);
    results.push(result);
    onResult(result);
  }
  return results;
}

async function tryOne(claim: Claim, before: readonly ClaimResult[], proof: Proof): Promise<ClaimResult> {
  const { id, says, needs } = claim;
  const missing = before.find((result) => needs.includes(result.id) && result.verdict !== "held");
  if (proof.signal.aborted) return { id, says, verdict: "not-tried", words: "the proof was stopped" };
  if (missing) return { id, says, verdict: "not-tried", words: `it needs ${missing.id}` };
  try {
    return { id, says, verdict: "held", words: (await claim.prove(proof)) ?? "" };
  } catch (error) {
    if (proof.signal.aborted) return { id, says, verdict: "not-tried", words: "the proof was stopped" };
    return { id, says, verdict: "fell", words: error instanceof Error ? error.message : String(error) };
  }
}
