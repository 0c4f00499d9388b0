import { isDeepStrictEqual } from "node:util";
import type { AskedApproval } from "./approval-changes.js";

interface StackJson {
  readonly resource?: { readonly aws_codepipeline?: Readonly<Record<string, object>> };
}

/**
 * Whether a stack's pipeline is not what it was: CodePipeline then stops what runs in it (CodePipeline API reference,
 * UpdatePipeline). Compares two texts of Terraform JSON; nothing else in a stack does that, nor do tags.
 */
export function changesDefinition(before: string, after: string): boolean {
  return !isDeepStrictEqual(definitionsIn(before), definitionsIn(after));
}

function definitionsIn(text: string): object {
  const { resource: { aws_codepipeline: all = {} } = {} }: StackJson = JSON.parse(text);
  return Object.entries(all).map(([name, block]) => [name, { ...block, tags: undefined }]);
}

/** A pipeline as it was made: its stack in Terraform JSON, and whom it asked; undefined where that was not kept. */
export interface KeptPipeline {
  readonly stack: string;
  readonly approvals?: readonly AskedApproval[];
}

/**
 * What a change does to what runs: nothing; or it cancels that, and may wait for it; or it is `urgent`, and waits for nothing.
 * `before`: all that may be there, undefined for what cannot be told.
 */
export function effectOnExecutions(
  before: readonly (KeptPipeline | undefined)[],
  after: Required<KeptPipeline>,
): "none" | "cancels" | "urgent" {
  if (before.every((each) => each && !changesDefinition(each.stack, after.stack))) return "none";
  const isSome = before.some((each) => each?.approvals && isUrgent(each.approvals, after.approvals));
  return isSome ? "urgent" : "cancels";
}

/**
 * Whether a change takes a deployment or an account away, or has others asked: what runs would still do, or ask, what is not
 * to be done any more.
 */
export function isUrgent(before: readonly AskedApproval[], after: readonly AskedApproval[]): boolean {
  return before.some((was) => {
    const now = after.find(({ environment }) => environment === was.environment);
    return !now || now.accountId !== was.accountId || !isDeepStrictEqual(asked(now), asked(was));
  });
}

function asked({ asked: texts }: AskedApproval) {
  return texts && [...texts].sort();
}
