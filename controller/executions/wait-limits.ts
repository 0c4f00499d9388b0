import type { Settings } from "../../compiler/index.js";
import type { AtWork } from "./at-work.js";

/** How long a change of a pipeline waits for what it would cancel: an installation's settings. */
export type WaitLimits = Pick<Settings["controller"], "whileRunning" | "actionMinutes" | "approvalMinutes">;

export interface Patient {
  readonly limits: WaitLimits;
  /** The pipeline is to go: an approval that waits would then deploy what is not wanted any more. */
  readonly isRemoval: boolean;
  /** When the wait began, in milliseconds since 1970. */
  readonly since: number;
  readonly now: number;
}

/** What a change waits for, and until when at most. */
export interface Wait {
  readonly for: readonly AtWork[];
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** Undefined where the change is done at once: nothing is at work, or time is up. */
export function waitFor(atWork: readonly AtWork[], { since, now, ...patient }: Patient): Wait | undefined {
  const bounds = atWork.map((one) => ({ one, until: since + minutesFor(one, patient) * 60_000 }));
  const waited = bounds.filter(({ until }) => until > now);
  if (waited.length === 0) return undefined;
  return { for: waited.map(({ one }) => one), until: Math.max(...waited.map(({ until }) => until)) };
}

/** How many minutes a change waits for one execution; 0: it does not. */
export function minutesFor(
  { kind }: Pick<AtWork, "kind">,
  { limits, isRemoval }: Pick<Patient, "limits" | "isRemoval">,
): number {
  if (kind === "action") return limits.actionMinutes;
  return isRemoval || limits.whileRunning === "supersede" ? 0 : limits.approvalMinutes;
}
