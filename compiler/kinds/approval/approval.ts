import type { RawApproval, RawApprovalTerms } from "./raw.js";

export interface Approval {
  readonly emails: readonly string[];
  /** A topic that exists already, instead of e-mails. */
  readonly topicArn?: string;
  readonly message?: string;
  /** How long it waits, and the environment's stage with it. */
  readonly timeoutMinutes: number;
}

/** An approval holds its stage, so that nothing else is deployed there: a day, and not AWS's seven. */
const timeoutMinutes = 24 * 60;

/** The valid form of what an environment says; undefined asks for no approval. */
export function approvalOf(approval: RawApproval = false): Approval | undefined {
  if (approval === false) return undefined;
  if (approval === true) return { emails: [], timeoutMinutes };
  if (typeof approval === "string") {
    const told = approval.startsWith("arn:") ? { emails: [], topicArn: approval } : { emails: [approval] };
    return { ...told, timeoutMinutes };
  }
  return isList(approval) ? { emails: [...approval].sort(), timeoutMinutes } : approvalOfTerms(approval);
}

function approvalOfTerms({ Emails = [], TopicArn, Message, TimeoutMinutes }: RawApprovalTerms): Approval {
  return {
    emails: [...Emails].sort(),
    ...(TopicArn !== undefined && { topicArn: TopicArn }),
    ...(Message !== undefined && { message: Message }),
    timeoutMinutes: TimeoutMinutes ?? timeoutMinutes,
  };
}

function isList(approval: readonly string[] | RawApprovalTerms): approval is readonly string[] {
  return Array.isArray(approval);
}
