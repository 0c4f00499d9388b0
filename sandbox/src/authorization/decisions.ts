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

/** As many different questions are kept. */
const capacity = 20_000;

/** Each question once, with its last answer. */
export class PolicyDecisions {
  readonly #kept = new Map<string, PolicyDecision>();

  add(decision: PolicyDecision): void {
    const { allowed: _, ...question } = { ...decision, principal: roleOf(decision.principal) };
    const key = JSON.stringify(question);
    if (this.#kept.size < capacity || this.#kept.has(key)) this.#kept.set(key, { ...decision, ...question });
  }

  list(): PolicyDecision[] {
    return [...this.#kept.values()];
  }
}

/** `arn:aws:sts::111111111111:assumed-role/Name/session` → its role: builds differ, what they may do does not. */
export function roleOf(principal: string): string {
  return principal.replace(/:sts:(.*):assumed-role\/([^/]+).*$/, ":iam:$1:role/$2");
}
