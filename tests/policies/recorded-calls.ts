import { readFileSync } from "node:fs";
import type { Call } from "./may.js";
import { leftToIam, trusting } from "./needs.js";

/** A question that IAM was asked for a role while an installation lived in the sandbox. */
export interface RecordedCall {
  /** `operator`, `reconciler`, … */
  readonly role: string;
  readonly action: string;
  readonly resource: string;
  /** The condition keys that any policy asks for. */
  readonly keys: Readonly<Record<string, string | readonly string[]>>;
}

export const recordFile = new URL("recorded-calls.jsonl", import.meta.url);

/** What `npm run policies:record` has written: a call a line, each once. */
export function recordedCalls(): RecordedCall[] {
  const lines = readFileSync(recordFile, "utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as RecordedCall);
}

/** As a question of one role's policy: where both sides decide, the other one would allow it. */
export function asCall({ action, resource, keys }: RecordedCall): Call {
  if (action.startsWith("kms:")) return { action, resource, keys, resourcePolicy: leftToIam };
  return { action, resource, keys, ...(action === "sts:AssumeRole" && { resourcePolicy: trusting }) };
}
