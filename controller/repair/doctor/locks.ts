import { keyText, type Lease } from "../../records/index.js";
import { backendPlaces, isOfOne, type Lock, type LockInfo, type Locks } from "../../state/index.js";
import type { Finding, FixSafety } from "./finding.js";
import type { Snapshot } from "./snapshot.js";

/** A lock says only `user@host`: the ledger joins it to a run, and the run's end decides. */
export function examineLocks(found: Snapshot): Finding[] {
  return found.locks.map((lock) => {
    const lease = leaseOf(lock.info, found);
    const fix = safetyOf(lease, found);
    return lockFinding(keyText(found.key), lock, ownerIn(lease, fix), fix);
  });
}

/** The lock of the control plane's own state: whoever ran `bootstrap`, their end has no proof. */
export async function examineControlPlane(locks: Locks, bucket: string, state: string): Promise<Finding[]> {
  const held = await locks.find(backendPlaces(state, bucket));
  return held.map((lock) =>
    lockFinding("control plane", lock, "a `bootstrap`, whose end has no proof", "confirm"),
  );
}

/** `owner`: what is known of whose it is. */
function lockFinding(subject: string, lock: Lock, owner: string, fix: FixSafety): Finding {
  const { Who, Created, ID } = lock.info;
  return {
    kind: "lock",
    subject,
    message: `Terraform's lock ${ID} is held by ${Who} since ${Created}: ${owner}.`,
    remedy: remedies[fix],
    fix,
    ...(fix !== "manual" && { repair: { kind: "direct", apply: () => lock.release() } }),
  };
}

const remedies: Readonly<Record<FixSafety, string>> = {
  safe: "Break the lock.",
  confirm: "Break the lock, if you know that this run has ended.",
  manual: "Wait for that run to end.",
};

function leaseOf(info: LockInfo, { record }: Snapshot): Lease | undefined {
  const leases = record?.lease ? [record.lease, ...record.staleLeases] : (record?.staleLeases ?? []);
  return leases.find((lease) => isOfOne([lease], info));
}

/** The owner of an inherited lease has proven to have ended: that is how it was inherited. */
function safetyOf(lease: Lease | undefined, { record, end }: Snapshot): FixSafety {
  if (lease && lease.id !== record?.lease?.id) return "safe";
  if (end === "running") return "manual";
  return lease && end === "proven" ? "safe" : "confirm";
}

function ownerIn(lease: Lease | undefined, fix: FixSafety): string {
  if (!lease) return "of no run that the ledger knows";
  if (fix === "safe") return `${lease.owner}, which has ended`;
  return fix === "manual" ? `${lease.owner}, which is at work` : `${lease.owner}, whose end has no proof`;
}
