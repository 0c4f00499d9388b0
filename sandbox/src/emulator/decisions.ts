import { askPrivately, type PrivateAddress } from "./private.js";

/** A question that was put to the policies of a caller, and what they said. Nothing is asked of an account's root. */
export interface PolicyDecision {
  /** `arn:aws:iam::111111111111:role/Name`, without the role's path; or a user's ARN. */
  readonly principal: string;
  /** As IAM calls it: `s3:ListBucket`, where S3 says `HeadBucket`. */
  readonly action: string;
  /** An ARN, or `*`. */
  readonly resource: string;
  /** Condition keys that the request sets. */
  readonly keys: Readonly<Record<string, string | readonly string[]>>;
  readonly allowed: boolean;
}

/** What was asked of callers' policies so far, each question once; see decisions.py. */
export async function decisionsOf(emulator: PrivateAddress): Promise<PolicyDecision[]> {
  const response = await askPrivately(emulator, "decisions");
  const decisions = (await response.json()) as PolicyDecision[];
  return decisions.map((decision) => ({ ...decision, principal: roleOf(decision.principal) }));
}

/** `arn:aws:sts::111111111111:assumed-role/Name/session` → its role: builds differ, what they may do does not. */
function roleOf(principal: string): string {
  return principal.replace(/:sts:(.*):assumed-role\/([^/]+).*$/, ":iam:$1:role/$2");
}
