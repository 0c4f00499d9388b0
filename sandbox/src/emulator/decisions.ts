import { type PolicyDecision, roleOf } from "../authorization/decisions.js";

/** What the emulator has asked of callers' policies so far, each question once; see decisions.py. */
export async function decisionsOf(emulatorUrl: string): Promise<PolicyDecision[]> {
  const response = await fetch(`${emulatorUrl}/_stagewright/decisions`);
  const decisions = (await response.json()) as PolicyDecision[];
  return decisions.map((decision) => ({ ...decision, principal: roleOf(decision.principal) }));
}
