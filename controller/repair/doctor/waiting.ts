import {
  type Deferral,
  isDue,
  keyText,
  timestamp,
  waitingSince,
  waitOfDeferral,
} from "../../records/index.js";
import type { Finding } from "./finding.js";
import type { DoctorDeps, Snapshot } from "./snapshot.js";

/** Milliseconds. Builds that are at work take over what waits; longer than this, none comes. */
const longestWait = 60 * 60_000;

/** What to do about builds that AWS does not start. */
export const refusedHint =
  "A new account may run few builds at once, or none: Service Quotas (AWS CodeBuild, concurrently running builds) " +
  "shows how many, and AWS raises it when asked. The schedule tries again by itself.";

/** What was asked for, and no build begins. */
export function examineWaiting({ key, record }: Snapshot, { clock }: DoctorDeps): Finding[] {
  if (!record || record.lease) return [];
  const now = timestamp(clock.now());
  const wait = waitOfDeferral(record, now);
  if (wait) return [deferredFinding(keyText(key), wait)];
  if (!isDue(record, now)) return [];
  const finding = { kind: "waiting", subject: keyText(key), fix: "manual" } as const;
  const { refused } = record;
  if (refused) {
    const message = `No build could be started since ${refused.since}: ${refused.reason}`;
    return [{ ...finding, message, remedy: refusedHint }];
  }
  const since = waitingSince(record);
  if (clock.now() - Date.parse(since) < longestWait) return [];
  const message = `It waits since ${since}, and no build has begun it.`;
  return [{ ...finding, message, remedy: "The log of the schedule's function says why none was started." }];
}

/** That it waits is as it should be; who looks for what hinders a change is to find it. */
function deferredFinding(subject: string, { since, until, execution, why }: Deferral): Finding {
  return {
    kind: "deferred",
    subject,
    message: `Its change waits since ${since} for execution ${execution}, which ${why}. Until ${until} at most.`,
    remedy:
      "It goes on by itself when that has ended. `stagewright put --now`, or `rm --now`, has it cancel what runs.",
    fix: "manual",
  };
}

/** E-mail addresses of approvals that a run found unconfirmed. */
export function examineAddresses({ key, record }: Snapshot): Finding[] {
  const { unconfirmed = [], at = "", asked = 0 } = record?.addresses ?? {};
  return unconfirmed.map((address) => ({
    kind: "address",
    subject: keyText(key),
    message: `Nobody had confirmed ${address} at ${at}, so approvals reach nobody there.`,
    remedy:
      asked < mostAsked
        ? "Have its owner follow the link in AWS's mail. It is asked again when AWS gives it up, after 48 hours."
        : `It was asked ${mostAsked} times more, and is not asked again: correct the address, or have it confirmed.`,
    fix: "manual",
  }));
}

/** How often an address is asked again that AWS has given up. */
export const mostAsked = 3;
