import { type Attempt, keyText } from "../../records/index.js";
import { explainFailure } from "../failures.js";
import type { OrphanReport } from "../find-orphans.js";
import type { Finding } from "./finding.js";
import { orphanFindings } from "./orphans.js";
import { byRun, type DoctorDeps, type Snapshot, safetyOfRun } from "./snapshot.js";

/** An attempt that stands, and each thing that it left in AWS. The attempt of who is at work is as it should be. */
export async function examineAttempt(found: Snapshot, deps: DoctorDeps): Promise<Finding[]> {
  const attempt = found.record?.lastAttempted;
  if (!attempt || found.end === "running") return [];
  const left = await look(found, attempt, deps);
  const seen = typeof left === "string" ? `What it left cannot be told: ${left}` : inWords(left);
  const finding: Finding = {
    kind: "attempt",
    subject: keyText(found.key),
    message: `What began at ${attempt.at} did not come to its end. ${seen}`,
    remedy: "Reconcile it here and now: what it left is taken into the state first.",
    fix: safetyOfRun(found),
    repair: byRun(found),
  };
  return typeof left === "string" ? [finding] : [finding, ...orphanFindings(found, left)];
}

/** Or why it cannot be seen. Terraform reads no state that does not fit its digest. */
async function look(
  { key, digestFits }: Snapshot,
  attempt: Attempt,
  { findOrphans }: DoctorDeps,
): Promise<OrphanReport | string> {
  if (!digestFits) return "the state has to fit its digest first.";
  return findOrphans(key, attempt).catch((error: unknown) => explainFailure(error).message);
}

function inWords({ ours, foreign, keys }: OrphanReport): string {
  const count = ours.length + foreign.length + keys.length;
  return count === 0 ? "AWS holds nothing of it that no state knows." : "What AWS holds of it follows.";
}
