import { type ArnContext, allow, arn, type Statement, unique } from "../../iam/index.js";
import type { ActionSpec, ApprovalText, ArnValue, Ceiling } from "../kind.js";
import type { Approval } from "./approval.js";

export { type Approval, approvalOf } from "./approval.js";
export { checkApproval } from "./checks.js";
export { checkApprovalLimits } from "./limits.js";
export type { RawApproval } from "./raw.js";
export { approvalDefinitions, approvalKeys } from "./schema.js";

/** An approval with the name of the topic that is made for its e-mails. */
export interface BoundApproval extends Approval {
  readonly topicName?: string;
}

/** `shown` is what the deployment says of itself: it stands before the item's own words. */
export function approvalAction(approval: BoundApproval, shown?: ApprovalText): ActionSpec {
  const topic = topicOf(approval);
  const { emails, topicArn, message, timeoutMinutes } = approval;
  const words = [shown?.text, message].filter(Boolean).join(" · ");
  return {
    provider: "Manual",
    configuration: {
      ...(topic && { NotificationArn: topic }),
      ...(words && { CustomData: words }),
      ...(shown && { ExternalEntityLink: shown.link }),
    },
    timeoutMinutes,
    summary: `asks ${emails.join(", ") || topicArn || "in the console"}`,
  };
}

function topicOf({ topicArn, topicName }: BoundApproval): string | ArnValue | undefined {
  return topicArn ?? (topicName === undefined ? undefined : { service: "sns", resource: topicName });
}

const publishes = ["sns:Publish"];

/** As many topics as a policy names one by one; of 48 it would be too long. */
const namedTopics = 8;

/** What the pipeline's role needs to tell the approvers: of many topics of its own, by the start of their names. */
export function notifyApprovers(approvals: readonly BoundApproval[], context: ArnContext): Statement {
  const others = approvals.flatMap(({ topicArn }) => topicArn ?? []);
  const own = unique(approvals.flatMap(({ topicArn, topicName }) => (topicArn ? [] : (topicName ?? []))));
  const starts = own.map((name) => `${name.slice(0, name.indexOf("_"))}_*-approval`);
  const names = own.length <= namedTopics ? own : unique(starts);
  return allow(
    "NotifyApprovers",
    publishes,
    unique([...others, ...names.map((name) => arn("sns", name, context))]),
  );
}

/** An item may name any topic that lets it publish. */
export const approvalCeiling: Ceiling = {
  part: "approvals",
  budget: 120,
  grows: [],
  statements: ({ partition }) => [allow("Approvers", publishes, [`arn:${partition}:sns:*`])],
};
