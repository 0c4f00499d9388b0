import type { RawApproval, RawApprovalTerms } from "./raw.js";

export interface Approval {
  readonly emails: readonly string[];
  /** A topic that exists already, instead of e-mails. */
  readonly topicArn?: string;
  readonly message?: string;
  readonly timeoutMinutes?: number;
}

/** The valid form of what an environment says; undefined asks for no approval. */
export function approvalOf(approval: RawApproval = false): Approval | undefined {
  if (approval === false) return undefined;
  if (approval === true) return { emails: [] };
  if (typeof approval === "string") {
    return approval.startsWith("arn:") ? { emails: [], topicArn: approval } : { emails: [approval] };
  }
  return isList(approval) ? { emails: [...approval].sort() } : approvalOfTerms(approval);
}

function approvalOfTerms({ Emails = [], TopicArn, Message, TimeoutMinutes }: RawApprovalTerms): Approval {
  return {
    emails: [...Emails].sort(),
    ...(TopicArn !== undefined && { topicArn: TopicArn }),
    ...(Message !== undefined && { message: Message }),
    ...(TimeoutMinutes !== undefined && { timeoutMinutes: TimeoutMinutes }),
  };
}

function isList(approval: readonly string[] | RawApprovalTerms): approval is readonly string[] {
  return Array.isArray(approval);
}
