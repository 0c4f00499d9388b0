import { type PolicyDecision, roleOf } from "../authorization/decisions.js";
import { askPrivately, type PrivateAddress } from "./private.js";

/** What the emulator has asked of callers' policies so far, each question once; see decisions.py. */
export async function decisionsOf(emulator: PrivateAddress): Promise<PolicyDecision[]> {
  const response = await askPrivately(emulator, "decisions");
  const decisions = (await response.json()) as PolicyDecision[];
  return decisions.map((decision) => ({ ...decision, principal: roleOf(decision.principal) }));
}
