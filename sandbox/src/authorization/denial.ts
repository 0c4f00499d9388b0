/** Which kind of policy denies, and whether it says so or is only silent. */
export interface Denial {
  readonly layer: "identity" | "boundary" | "session" | "resource";
  readonly isExplicit: boolean;
}

export interface Refusal {
  /** `User: ARN`, or whoever else asks. */
  readonly who: string;
  readonly action: string;
  readonly resource: string;
}

/**
 * Says no as AWS does; a role's policy is one of a resource. AWS does not say whether it was the role that is missing.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function denialMessage({ who, action, resource }: Refusal, denial?: Denial): string {
  const head = `${who} is not authorized to perform: ${action} on resource: ${resource}`;
  if (!denial) return head;
  const isTrust = denial.layer === "resource" && action.startsWith("sts:");
  const { none, explicit } = kinds[isTrust ? "trust" : denial.layer];
  if (denial.isExplicit) return `${head} with an explicit deny in ${explicit}`;
  return `${head} because no ${none} allows the ${action} action`;
}

/** Each kind of policy, as `because no …` and `with an explicit deny in …` name it. */
const kinds = {
  identity: { none: "identity-based policy", explicit: "an identity-based policy" },
  resource: { none: "resource-based policy", explicit: "a resource-based policy" },
  boundary: { none: "permissions boundary", explicit: "a permissions boundary" },
  session: { none: "session policy", explicit: "a session policy" },
  trust: { none: "role trust policy", explicit: "the role trust policy" },
} as const;
