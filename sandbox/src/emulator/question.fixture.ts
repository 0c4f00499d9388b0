/** A call, and every policy that has a say in it. */
export interface Question {
  /** The caller's ARN, or a service such as `codebuild.amazonaws.com`. */
  readonly principal: string;
  readonly action: string;
  /** An ARN, or `*`. */
  readonly resource: string;
  readonly keys: Readonly<Record<string, string | readonly string[]>>;
  readonly identityPolicies: readonly object[];
  /** Absent when nothing bounds the caller. */
  readonly boundary?: object;
  /** Absent when the session was not limited when it was made. */
  readonly sessionPolicy?: object;
  /** The resource's own policy; a role's trust policy is one. */
  readonly resourcePolicy?: object;
  /** Whose the resource is; by default the account in its ARN, or the caller's. */
  readonly owner?: string;
}
