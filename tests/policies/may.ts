import type { Question } from "@stagewright/sandbox/testing";
import { type Policy, parseArn } from "../../compiler/iam/index.js";
import { allowsInSecondOpinion } from "./second-opinion.js";

/** One call that somebody makes. */
export interface Call {
  readonly action: string;
  /** An ARN, or `*` where AWS has no resource level. */
  readonly resource: string;
  /** Condition keys that the service fills in. */
  readonly keys?: Readonly<Record<string, string | readonly string[]>>;
  /** The policy of the resource: of a bucket, a key, or the trust policy of a role. */
  readonly resourcePolicy?: Policy | undefined;
}

/** Somebody who calls: a role with the policies that are its own. */
export interface RoleCaller {
  readonly arn: string;
  readonly policies: readonly Policy[];
  /** The permissions boundary, if it bears one. */
  readonly boundary?: Policy;
  readonly tags?: Readonly<Record<string, string>>;
}

/** Whether IAM allows a call, all policies taken together; decided by `@cloud-copilot/iam-simulate`. */
export async function may(caller: RoleCaller, call: Call): Promise<boolean> {
  return allowsInSecondOpinion(questionOf(caller, call));
}

export function questionOf(caller: RoleCaller, call: Call): Question {
  const account = parseArn(caller.arn)?.account ?? "";
  // A bucket's ARN names no account; its owner is the caller's own unless the call says otherwise.
  const resourceAccount = parseArn(call.resource)?.account || account;
  const tags = Object.entries(caller.tags ?? {}).map(([key, value]) => [`aws:PrincipalTag/${key}`, value]);
  const about = (policy: Policy) => statementsAbout(call.action, policy);
  return {
    principal: caller.arn,
    action: call.action,
    resource: call.resource,
    keys: {
      "aws:PrincipalArn": caller.arn,
      "aws:PrincipalAccount": account,
      "aws:ResourceAccount": resourceAccount,
      "aws:SecureTransport": "true",
      ...Object.fromEntries(tags),
      ...call.keys,
    },
    identityPolicies: caller.policies.map(about),
    ...(caller.boundary && { boundary: about(caller.boundary) }),
    ...(call.resourcePolicy && { resourcePolicy: call.resourcePolicy }),
  };
}

/** Reading a policy is most of what a decision takes, and what is not about the action decides nothing. */
function statementsAbout(action: string, policy: Policy): Policy {
  const isAbout = (pattern: string) => /[*?]/.test(pattern) || pattern.toLowerCase() === action.toLowerCase();
  const Statement = policy.Statement.filter(({ Action }) => Action.some(isAbout));
  // IAM knows no policy without a statement: any one then says nothing of the action.
  return { ...policy, Statement: Statement.length > 0 ? Statement : policy.Statement.slice(0, 1) };
}
