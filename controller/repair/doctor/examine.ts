import { keyText, type PipelineKey } from "../../records/index.js";
import { examineAttempt } from "./attempt.js";
import type { Finding } from "./finding.js";
import { examineLocks } from "./locks.js";
import { byRun, type DoctorDeps, type Snapshot, safetyOfRun, takeSnapshot } from "./snapshot.js";
import { examineAddresses, examineWaiting } from "./waiting.js";

/** All that is wrong with one pipeline: what stops Terraform first, then what a run would mend. */
export async function examine(key: PipelineKey, deps: DoctorDeps): Promise<Finding[]> {
  const found = await takeSnapshot(key, deps);
  const blocking = [...examineLocks(found), ...examineDigest(found, deps)];
  const stopped = [...blocking, ...examineLease(found), ...(await examineAttempt(found, deps))];
  return [...stopped, ...examineWaiting(found, deps), ...examineAddresses(found)];
}

/** Terraform writes it after the state and under the lock: while somebody holds that, it may be on its way. */
function examineDigest({ key, locks, end, digestFits }: Snapshot, { states }: DoctorDeps): Finding[] {
  if (digestFits) return [];
  const isBusy = end === "running" || locks.length > 0;
  return [
    {
      kind: "digest",
      subject: keyText(key),
      message: "The state does not fit its digest in the lock table, which stops every run.",
      remedy: isBusy ? "Look again once nobody holds the lock." : "Write the digest that the state has.",
      fix: isBusy ? "manual" : "safe",
      ...(!isBusy && { repair: { kind: "direct", apply: () => states.repair(key, []) } }),
    },
  ];
}

function examineLease(found: Snapshot): Finding[] {
  const { key, record, end } = found;
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
      fix: safetyOfRun(found),
      repair: byRun(found),
    },
  ];
}
