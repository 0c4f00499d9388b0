import { type Attempt, keyText } from "../../records/index.js";
import { explainFailure } from "../failures.js";
import type { LeftBehind } from "../left-behind.js";
import type { Finding } from "./finding.js";
import { byRun, type Case, type Practice, standingOfRun } from "./open-case.js";
import { orphanFindings } from "./orphans.js";

/** An attempt that stands, and each thing that it left in AWS. The attempt of who is at work is as it should be. */
export async function examineAttempt(found: Case, practice: Practice): Promise<Finding[]> {
  const { attempt } = found.record ?? {};
  if (!attempt || found.end === "running") return [];
  const left = await look(found, attempt, practice);
  const seen = typeof left === "string" ? `What it left cannot be told: ${left}` : inWords(left);
  const finding: Finding = {
    kind: "attempt",
    subject: keyText(found.key),
    message: `What began at ${attempt.at} did not come to its end. ${seen}`,
    remedy: "Reconcile it here and now: what it left is taken into the state first.",
    standing: standingOfRun(found),
    fix: byRun(found),
  };
  return typeof left === "string" ? [finding] : [finding, ...orphanFindings(found, left)];
}

/** Or why it cannot be seen. Terraform reads no state that does not fit its digest. */
async function look(
  { key, digestFits }: Case,
  attempt: Attempt,
  { lookFor }: Practice,
): Promise<LeftBehind | string> {
  if (!digestFits) return "the state has to fit its digest first.";
  return lookFor(key, attempt).catch((error: unknown) => explainFailure(error).message);
}

function inWords({ ours, foreign, keys }: LeftBehind): string {
  const count = ours.length + foreign.length + keys.length;
  return count === 0 ? "AWS holds nothing of it that no state knows." : "What AWS holds of it follows.";
}
