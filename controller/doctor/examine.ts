import { keyText, type PipelineKey } from "../key.js";
import type { Finding, Fix } from "./finding.js";
import { examineLocks } from "./locks.js";
import { type Case, openCase, type Practice } from "./open-case.js";

/** All that is wrong with one pipeline: what stops Terraform first, then what a run would mend. */
export async function examine(key: PipelineKey, practice: Practice): Promise<Finding[]> {
  const found = await openCase(key, practice);
  const digest = await examineDigest(found, practice);
  return [...examineLocks(found), ...digest, ...examineLease(found), ...examineAttempt(found)];
}

/** Terraform writes it after the state and under the lock: while somebody holds that, it may be on its way. */
async function examineDigest({ key, locks, end }: Case, { states }: Practice): Promise<Finding[]> {
  if (await states.digestFits(key)) return [];
  const isBusy = end === "running" || locks.length > 0;
  return [
    {
      kind: "digest",
      subject: keyText(key),
      message: "The state does not fit its digest in the lock table, which stops every run.",
      remedy: isBusy ? "Look again once nobody holds the lock." : "Write the digest that the state has.",
      standing: isBusy ? "leave" : "sure",
      ...(!isBusy && { fix: { kind: "direct", apply: () => states.mend(key, []) } }),
    },
  ];
}

function examineLease({ key, record, end }: Case): Finding[] {
  if (!record?.lease || end === "running") return [];
  const { owner, heartbeat } = record.lease;
  const isProven = end === "proven";
  return [
    {
      kind: "lease",
      subject: keyText(key),
      message: `${owner} has the lease and ${isProven ? "has ended" : `gave no sign since ${heartbeat}`}.`,
      remedy: isProven
        ? "Reconcile it here and now, under a lease of its own."
        : "Reconcile it here and now, if you know that this run has ended.",
      standing: isProven ? "sure" : "ask",
      fix: reconcile(key, owner),
    },
  ];
}

/** The attempt of who is at work is as it should be. */
function examineAttempt({ key, record, end }: Case): Finding[] {
  if (!record?.attempt || end === "running") return [];
  return [
    {
      kind: "attempt",
      subject: keyText(key),
      message: `What began at ${record.attempt.at} did not come to its end: AWS may hold what no state knows.`,
      remedy: "Reconcile it here and now: what it left is taken into the state first.",
      standing: end === "unproven" ? "ask" : "sure",
      fix: reconcile(key, ...(record.lease ? [record.lease.owner] : [])),
    },
  ];
}

function reconcile(key: PipelineKey, ...ended: string[]): Fix {
  return { kind: "reconcile", key, ended };
}
