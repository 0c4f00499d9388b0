/** `ManualApproval` as the checks see it. */
export type RawApproval = boolean | string | readonly string[] | RawApprovalTerms;

export interface RawApprovalTerms {
  readonly Emails?: readonly string[];
  readonly TopicArn?: string;
  readonly Message?: string;
  readonly TimeoutMinutes?: number;
}
