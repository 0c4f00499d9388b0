import { type Problem, show } from "../../diagnostics/index.js";
import { matchesAny, type Settings } from "../../settings/index.js";
import { type Approval, approvalOf } from "./approval.js";
import type { RawApproval } from "./raw.js";

/** What an environment says that its account's approvals are about. */
export interface Approved {
  readonly AwsAccountId?: string;
  readonly Deploy?: boolean;
  readonly ManualApproval?: RawApproval;
}

/**
 * What the installation asks of approvals, whoever writes the item: that there is one before some accounts, who is asked
 * there, and to which addresses mails go at all.
 */
export function checkApprovalLimits(environment: Approved, path: string, { limits }: Settings): Problem[] {
  const approval = approvalOf(environment.ManualApproval);
  return [
    ...checkRequired(environment, approval, path, limits),
    ...(approval?.emails ?? [])
      .filter((email) => !matchesAny(email, limits.emails))
      .map((email) => limitedEmail(email, path, limits.emails)),
  ];
}

/** Also `changes` and `destroys`: until a deployment can tell which it is, each may be one. */
function checkRequired(
  { AwsAccountId: account = "", Deploy }: Approved,
  approval: Approval | undefined,
  path: string,
  { approvals }: Settings["limits"],
): Problem[] {
  const required = approvals[account];
  if (!required || Deploy === false) return [];
  if (!approval) return [missing(account, path, required.notify)];
  const { notify } = required;
  const asked = approval.topicArn === undefined ? approval.emails : [approval.topicArn];
  if (!notify || (asked.length > 0 && asked.every((one) => matchesAny(one, notify)))) return [];
  return [
    {
      path: `${path}/ManualApproval`,
      code: "item.limit-approvers",
      value: show(asked),
      message: `Deployments to account ${account} are approved by others than ${asked.join(", ") || "nobody in particular"}.`,
      hint: `Ask only ${notify.join(", ")} (setting limits.approvals).`,
    },
  ];
}

function missing(account: string, path: string, notify: readonly string[] | undefined): Problem {
  const whom = notify?.find((one) => !one.includes("*")) ?? "lead@example.com";
  return {
    path: `${path}/ManualApproval`,
    code: "item.limit-approval",
    message: `This installation asks for an approval before every deployment to account ${account}, and this environment has none.`,
    hint: `Add a line such as "ManualApproval": ${JSON.stringify(whom)} (setting limits.approvals).`,
  };
}

function limitedEmail(email: string, path: string, allowed: readonly string[]): Problem {
  return {
    path: `${path}/ManualApproval`,
    code: "item.limit-email",
    value: show(email),
    message: `${show(email)} is not among the addresses that mails of this installation go to.`,
    hint: `Allowed: ${allowed.join(", ") || "none, so name a topic"} (setting limits.emails).`,
  };
}
