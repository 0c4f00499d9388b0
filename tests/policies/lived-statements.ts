import {
  DeleteRolePolicyCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListRolePoliciesCommand,
  ListRolesCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import type { PolicyDecision } from "@stagewright/sandbox";
import type { Policy, Statement } from "../../compiler/iam/index.js";
import type { TestInstallation } from "../../testing/installation/installation.js";
import { matches } from "./covered.js";
import { type Call, may } from "./may.js";
import { central } from "./subject.js";

/** A role as IAM holds it. */
export interface LivedRole {
  readonly account: string;
  readonly name: string;
  readonly arn: string;
  readonly policyName: string;
  readonly policy: Policy;
}

/** One statement of a role. */
export interface LivedStatement {
  readonly role: LivedRole;
  readonly statement: Statement;
}

const document = (text = "") => JSON.parse(decodeURIComponent(text)) as Policy;

/** The roles of an account whose names begin so, with their one policy. */
export async function rolesIn(
  { sandbox, client }: TestInstallation,
  account: string,
  start: string,
): Promise<LivedRole[]> {
  const iam = new IAMClient({ ...client, credentials: sandbox.access.root(account) });
  const { Roles = [] } = await iam.send(new ListRolesCommand({ MaxItems: 1000 }));
  const found: LivedRole[] = [];
  for (const { RoleName: name = "", Arn: arn = "" } of Roles) {
    if (!name.startsWith(start)) continue;
    const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName: name }));
    const policyName = PolicyNames[0] ?? "";
    const held = await iam.send(new GetRolePolicyCommand({ RoleName: name, PolicyName: policyName }));
    found.push({ account, name, arn, policyName, policy: document(held.PolicyDocument) });
  }
  return found;
}

/** What allows; denials are no permissions. */
export function grantsOfRoles(roles: readonly LivedRole[]): LivedStatement[] {
  return roles.flatMap((role) =>
    role.policy.Statement.filter(({ Effect }) => Effect === "Allow").map((statement) => ({
      role,
      statement,
    })),
  );
}

const without = ({ policy }: LivedRole, { Sid }: Statement): Policy => ({
  ...policy,
  Statement: policy.Statement.filter((each) => each.Sid !== Sid),
});

/** Whether a run would have missed the statement: of what was asked, something is allowed with it, and denied without. */
export async function isMissed(
  { role, statement }: LivedStatement,
  decisions: readonly PolicyDecision[],
): Promise<boolean> {
  const less = without(role, statement);
  const own = decisions.filter(
    ({ principal, action }) => principal === role.arn && isAbout(statement, action),
  );
  for (const decision of own) {
    if ((await allows(role, role.policy, decision)) && !(await allows(role, less, decision))) return true;
  }
  return false;
}

const isAbout = ({ Action }: Statement, action: string) => Action.some((pattern) => matches(pattern, action));

/** The simulation knows no transforms as resources of a change set: these are compared as text. */
function allows(role: LivedRole, policy: Policy, decision: PolicyDecision): Promise<boolean> {
  const { action, resource } = decision;
  if (!resource.includes(":transform/"))
    return may({ arn: role.arn, policies: [policy] }, asCall(role, decision));
  const granting = policy.Statement.filter((each) => isAbout(each, action));
  return Promise.resolve(
    granting.some(({ Resource = [] }) => Resource.some((each) => matches(each, resource))),
  );
}

/** As a question of the role alone: where both sides decide, the other one leaves it to the role's account. */
function asCall({ account }: LivedRole, { action, resource, keys }: PolicyDecision): Call {
  const Principal = { AWS: `arn:aws:iam::${account}:root` };
  const leaves = { Sid: "Leave", Effect: "Allow", Principal, Action: [action], Resource: ["*"] } as const;
  const decidesToo = /^(kms|sts|s3|sns):/.test(action);
  const resourcePolicy = { Version: "2012-10-17", Statement: [leaves] } as const;
  // A bucket's ARN does not tell its account; that of artifacts has it in its name.
  const owner = new RegExp(`^arn:aws:s3:::[^/]*-(${central})(/|$)`).exec(resource)?.[1] ?? account;
  const known = action.startsWith("s3:") ? { ...keys, "aws:ResourceAccount": owner } : keys;
  return { action, resource, keys: known, ...(decidesToo && { resourcePolicy }) };
}

/** What the role was denied of what the statement is about. */
export function denialsOf(
  { role, statement }: LivedStatement,
  decisions: readonly PolicyDecision[],
): string[] {
  const denied = decisions.filter(({ principal, allowed }) => principal === role.arn && !allowed);
  return denied.map(({ action }) => action).filter((action) => isAbout(statement, action));
}

/** Takes a statement away for real while something is done. */
export async function deprived<T>(
  { sandbox, client }: TestInstallation,
  { role, statement }: LivedStatement,
  act: () => Promise<T>,
): Promise<T> {
  const iam = new IAMClient({ ...client, credentials: sandbox.access.root(role.account) });
  const named = { RoleName: role.name, PolicyName: role.policyName };
  const put = (policy: Policy) =>
    iam.send(new PutRolePolicyCommand({ ...named, PolicyDocument: JSON.stringify(policy) }));
  const less = without(role, statement);
  // IAM keeps no policy without a statement.
  await (less.Statement.length > 0 ? put(less) : iam.send(new DeleteRolePolicyCommand(named)));
  try {
    return await act();
  } finally {
    await put(role.policy);
  }
}
