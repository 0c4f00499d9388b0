import type { Policy, Statement } from "../../compiler/iam/index.js";
import { may } from "./may.js";
import { asCall, type RecordedCall } from "./recorded-calls.js";
import { central } from "./subject.js";

/** `operator ManageTables dynamodb:CreateTable`: an action that a statement of a role's policy allows. */
export type Permission = `${string} ${string} ${string}`;

/** The permissions of a role that some call used, and those that none did. */
export interface Usage {
  readonly used: readonly Permission[];
  readonly unused: readonly Permission[];
}

/** A permission is used by a call that its statement alone would have allowed. Denials are no permissions. */
export async function usageOf(role: string, policy: Policy, calls: readonly RecordedCall[]): Promise<Usage> {
  const [used, unused]: [Permission[], Permission[]] = [[], []];
  const own = calls.filter((call) => call.role === role);
  for (const statement of policy.Statement.filter(({ Effect }) => Effect === "Allow")) {
    for (const action of statement.Action) {
      const isUsed = await anyAllowed(
        statement,
        own.filter((call) => call.action === action),
      );
      (isUsed ? used : unused).push(`${role} ${statement.Sid} ${action}`);
    }
  }
  return { used, unused };
}

async function anyAllowed(statement: Statement, calls: readonly RecordedCall[]): Promise<boolean> {
  const alone: Policy = { Version: "2012-10-17", Statement: [statement] };
  for (const call of calls) if (await isAllowed(call, alone)) return true;
  return false;
}

/** Calls of a role that its policy, such as it is given here, does not allow. */
export async function deniedTo(role: string, policy: Policy, calls: readonly RecordedCall[]) {
  const denied: RecordedCall[] = [];
  for (const call of calls) if (call.role === role && !(await isAllowed(call, policy))) denied.push(call);
  return denied;
}

/** The first of a role's calls that would be denied if its policy lacked a statement. */
export async function missing(role: string, policy: Policy, sid: string, calls: readonly RecordedCall[]) {
  const taken = policy.Statement.find(({ Sid }) => Sid === sid)?.Action ?? [];
  const less = { ...policy, Statement: policy.Statement.filter(({ Sid }) => Sid !== sid) };
  const affected = calls.filter((call) => call.role === role && taken.includes(call.action));
  for (const call of affected) if (!(await isAllowed(call, less))) return call;
  return undefined;
}

function isAllowed(call: RecordedCall, policy: Policy): Promise<boolean> {
  return may({ arn: `arn:aws:iam::${central}:role/${call.role}`, policies: [policy] }, asCall(call));
}
