import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import type { Sandbox } from "@stagewright/sandbox";
import type { Policy, Statement } from "../../compiler/iam/index.js";
import type { Settings } from "../../compiler/settings/index.js";
import { editorPolicy, operatorPolicy, siteOf } from "../../controller/installation/control-plane/index.js";

/** Sessions of who works in an account. */
export interface People {
  /** Bootstraps and prepares accounts; may what `operatorPolicy` says. */
  readonly operator: Session;
  /** Writes items; may what `editorPolicy` says. */
  readonly editor: Session;
  /** The test itself, where it looks on, or does what a service of AWS would. Nobody of an installation. */
  readonly onlooker: Session;
  /** By target account: who may make its roles. The operator takes this role, or has a profile with such a session. */
  readonly administrators: Readonly<Record<string, Session>>;
}

export interface Session {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/**
 * Makes the roles, and in target accounts the one that the operator takes there, as these accounts' root: what somebody
 * has to do before there is anything.
 */
export async function openSessions(
  sandbox: Sandbox,
  settings: Settings,
  targets: readonly string[],
): Promise<People> {
  const { accountId } = sandbox;
  const site = siteOf({ account: accountId, settings });
  const make = (name: string, policy: Policy) => openSession(sandbox, { account: accountId, name, policy });
  const administrators: Record<string, Session> = {};
  for (const target of targets) administrators[target] = await makeAdministrator(sandbox, target, settings);
  return {
    operator: await make("operator", operatorPolicy(site)),
    editor: await make("editor", editorPolicy(site)),
    onlooker: await make("onlooker", policyOf({ Action: ["*"], Resource: ["*"] })),
    administrators,
  };
}

/** The role that AWS Organizations makes in an account; of it no more is asked than to make roles. */
async function makeAdministrator(
  sandbox: Sandbox,
  account: string,
  { childAccount: { administrationRole: name, externalId } }: Settings,
): Promise<Session> {
  const Resource = [`arn:aws:iam::${account}:role/ChildAccount*`];
  const policy = policyOf({ Action: ["iam:*"], Resource });
  const condition = externalId && { Condition: { StringEquals: { "sts:ExternalId": externalId } } };
  return openSession(sandbox, { account, name, policy, ...condition });
}

interface NewRole {
  readonly account: string;
  readonly name: string;
  readonly policy: Policy;
  /** On who takes it. */
  readonly Condition?: Statement["Condition"];
}

/** Makes a role that the central account may take, and gives a session of it. */
export async function openSession(
  sandbox: Sandbox,
  { account, name: RoleName, policy, Condition }: NewRole,
): Promise<Session> {
  const { url: endpoint, region, access } = sandbox;
  const iam = new IAMClient({ endpoint, region, credentials: access.root(account) });
  const Principal = { AWS: `arn:aws:iam::${sandbox.accountId}:root` };
  const trust = policyOf({ Principal, Action: ["sts:AssumeRole"], ...(Condition && { Condition }) });
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) }));
  const PolicyDocument = JSON.stringify(policy);
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: RoleName, PolicyDocument }));
  const session = await access.assumeServiceRole(`arn:aws:iam::${account}:role/${RoleName}`, RoleName);
  return { sessionToken: "", ...session };
}

function policyOf(statement: Omit<Statement, "Sid" | "Effect">): Policy {
  return { Version: "2012-10-17", Statement: [{ Sid: "This", Effect: "Allow", ...statement }] };
}
