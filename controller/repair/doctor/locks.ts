import { keyText, type Lease } from "../../records/index.js";
import { isOfOne, type Lock, type LockInfo } from "../../state/index.js";
import type { Finding, Standing } from "./finding.js";
import type { Case } from "./open-case.js";

/** A lock says only `user@host`: the ledger joins it to a run, and the run's end decides. */
export function examineLocks(found: Case): Finding[] {
  return found.locks.map((lock) => {
    const lease = leaseOf(lock.info, found);
    const standing = standingOf(lease, found);
    return lockFinding(keyText(found.key), lock, ownerIn(lease, standing), standing);
  });
}

/** `owner`: what is known of whose it is. */
export function lockFinding(subject: string, lock: Lock, owner: string, standing: Standing): Finding {
  const { Who, Created, ID } = lock.info;
  return {
    kind: "lock",
    subject,
    message: `Terraform's lock ${ID} is held by ${Who} since ${Created}: ${owner}.`,
    remedy: remedies[standing],
    standing,
    ...(standing !== "leave" && { fix: { kind: "direct", apply: () => lock.release() } }),
  };
}

const remedies: Readonly<Record<Standing, string>> = {
  sure: "Break the lock.",
  ask: "Break the lock, if you know that this run has ended.",
  leave: "Wait for that run to end.",
};

function leaseOf(info: LockInfo, { record }: Case): Lease | undefined {
  const leases = record?.lease ? [record.lease, ...record.inherited] : (record?.inherited ?? []);
  return leases.find((lease) => isOfOne([lease], info));
}

/** The owner of an inherited lease has proven to have ended: that is how it was inherited. */
function standingOf(lease: Lease | undefined, { record, end }: Case): Standing {
  if (lease && lease.id !== record?.lease?.id) return "sure";
  if (end === "running") return "leave";
  return lease && end === "proven" ? "sure" : "ask";
}

function ownerIn(lease: Lease | undefined, standing: Standing): string {
  if (!lease) return "of no run that the ledger knows";
  if (standing === "sure") return `${lease.owner}, which has ended`;
  return standing === "leave" ? `${lease.owner}, which is at work` : `${lease.owner}, whose end has no proof`;
}
