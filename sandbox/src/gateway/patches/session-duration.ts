import type { Caller } from "../../service.js";

/** Seconds: the shortest and the longest session that AssumeRole gives (AWS STS API reference, AssumeRole). */
export const shortestSession = 900;
const longestSession = 43_200;
/** The least that a role's `MaxSessionDuration` can be (IAM API reference, CreateRole). */
const shortestMaximum = 3_600;
/** Whose caller is a role's session: "role chaining" (IAM user guide, "Methods to assume a role"). */
const longestChained = 3_600;

/**
 * Why AWS gives a role's sessions no such length, in its words (STS API reference, AssumeRole, "DurationSeconds"). No role's own
 * maximum is below an hour, so that only what is longer needs asking.
 */
export async function exceeds(
  seconds: number | undefined,
  longest: () => Promise<number | undefined>,
): Promise<string | undefined> {
  if (seconds === undefined || seconds <= shortestMaximum) return undefined;
  if (seconds <= ((await longest()) ?? longestSession)) return undefined;
  return "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.";
}

/** Why AWS gives nobody a session of this length, in its words. Without a length it is an hour, which everybody may have. */
export function durationProblem(
  seconds: number | undefined,
  caller: Pick<Caller, "arn">,
  shortest: number,
): string | undefined {
  if (seconds === undefined) return undefined;
  if (seconds < shortest) return outside(seconds, `greater than or equal to ${shortest}`);
  if (seconds > longestSession) return outside(seconds, `less than or equal to ${longestSession}`);
  const isChained = /^arn:[^:]+:sts::\d{12}:assumed-role\//.test(caller.arn);
  if (!isChained || seconds <= longestChained) return undefined;
  return "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining";
}

function outside(seconds: number, allowed: string): string {
  return `1 validation error detected: Value '${seconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value ${allowed}`;
}
