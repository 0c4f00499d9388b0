import type { Pipeline } from "../pipeline/index.js";

/** Who is asked before the deployments of an environment. */
export interface AskedApproval {
  readonly environment: string;
  /** 12 digits. */
  readonly accountId: string;
  /** Addresses, or the ARN of a topic; empty: whoever looks. Undefined: nobody is asked. */
  readonly asked?: readonly string[];
}

/** What a change does to approvals: to one of an environment, or to all that an account had. */
export interface ApprovalChange {
  readonly environment: string;
  readonly accountId: string;
  readonly change: "taken away" | "others asked";
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export function approvalsOf({ environments }: Pick<Pipeline, "environments">): AskedApproval[] {
  return environments.map(({ name, accountId, approval }) => ({
    environment: name,
    accountId,
    ...(approval && { asked: approval.topicArn === undefined ? approval.emails : [approval.topicArn] }),
  }));
}

/**
 * The approvals that a change takes away, or of others: an environment that is deployed without one where it had one, or
 * that deploys without one to an account that each environment asked before.
 */
export function approvalChanges(
  before: readonly AskedApproval[],
  after: readonly AskedApproval[],
): ApprovalChange[] {
  return after.flatMap((now) => {
    const was = askedBefore(now, before);
    if (was === undefined || (now.asked && sameTexts(was, now.asked))) return [];
    const { environment, accountId, asked } = now;
    const change = asked ? "others asked" : "taken away";
    return [{ environment, accountId, change, before: was, after: asked ?? [] } as const];
  });
}

/** Of the environment itself, or else of its account, where nobody could get in unasked. */
function askedBefore({ environment, accountId }: AskedApproval, before: readonly AskedApproval[]) {
  const same = before.find((each) => each.environment === environment);
  if (same?.asked) return same.asked;
  const ofAccount = before.filter((each) => each.accountId === accountId);
  const asked = ofAccount.flatMap((each) => (each.asked ? [each.asked] : []));
  return asked.length > 0 && asked.length === ofAccount.length ? [...new Set(asked.flat())] : undefined;
}

function sameTexts(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((text) => others.includes(text));
}

/** As lines for people, the first of each kind in capitals, as of permissions; none where nothing changed. */
export function approvalChangesInWords(changes: readonly ApprovalChange[]): string[] {
  return changes.map(({ environment, accountId, change, before, after }) => {
    const [was, now] = [before, after].map((texts) => texts.join(", ") || "whoever looks");
    const where = `${environment} (${accountId})`;
    if (change === "taken away")
      return `TAKES AWAY an approval: ${where} asked ${was}, and asks nobody any more.`;
    return `CHANGES who is asked: ${where} asked ${was}, and asks ${now} now.`;
  });
}
