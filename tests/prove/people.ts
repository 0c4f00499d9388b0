import {
  CreateRoleCommand,
  EntityAlreadyExistsException,
  IAMClient,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { globalArn, type Policy, unique } from "../../compiler/iam/index.js";
import { deployKinds } from "../../compiler/kinds/index.js";
import type { Settings } from "../../compiler/settings/index.js";
import { editorPolicy, operatorPolicy, siteOf } from "../../controller/installation/control-plane/index.js";
import { proofNames } from "./names.js";
import type { Access, Place } from "./place.js";
import { until } from "./until.js";

export type Person = "operator" | "editor";

/** The roles of who works with an installation, with the policies that are shipped, and nothing else. */
export async function makePeople(settings: Settings, place: Place, access: Access): Promise<void> {
  const names = proofNames(settings.namePrefix);
  const site = siteOf({ account: place.account, settings });
  const iam = new IAMClient(access);
  const trust = trustOf(globalArn("iam", "root", place));
  try {
    await makeRole(iam, names.operator, trust, operatorPolicy(site));
    await makeRole(iam, names.editor, trust, editorPolicy(site));
    await makeRole(iam, names.administrator, trust, administratorPolicy(settings, place));
  } finally {
    iam.destroy();
  }
}

/** Of target roles alone: whatever they are, `accounts deploy` makes them. */
function administratorPolicy(settings: Settings, place: Place): Policy {
  const { deployerRole, testRole } = settings.childAccount;
  const names = [deployerRole, testRole, ...deployKinds.flatMap((kind) => kind.rolePatterns(settings))];
  const Resource = unique(names.map((name) => globalArn("iam", `role/${name}`, place)));
  return oneStatement({ Action: ["iam:*"], Resource });
}

/** For the length of a session, an hour. A role that is new may be taken some seconds later only. */
export async function sessionOf(role: Person, settings: Settings, place: Place, access: Access) {
  const sts = new STSClient(access);
  const RoleName = proofNames(settings.namePrefix)[role];
  const RoleArn = globalArn("iam", `role/${RoleName}`, place);
  try {
    const take = () => sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "stagewright-prove" }));
    const { Credentials } = await until(take, { timeoutMs: 60_000, what: `the role ${RoleName}` });
    return {
      AWS_ACCESS_KEY_ID: Credentials?.AccessKeyId,
      AWS_SECRET_ACCESS_KEY: Credentials?.SecretAccessKey,
      AWS_SESSION_TOKEN: Credentials?.SessionToken,
      AWS_PROFILE: undefined,
    };
  } finally {
    sts.destroy();
  }
}

export async function makeRole(iam: IAMClient, RoleName: string, trust: Policy, own: Policy): Promise<void> {
  const AssumeRolePolicyDocument = JSON.stringify(trust);
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument })).catch((error: unknown) => {
    if (!(error instanceof EntityAlreadyExistsException)) throw error;
  });
  const PolicyDocument = JSON.stringify(own);
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: RoleName, PolicyDocument }));
}

function trustOf(arn: string): Policy {
  return oneStatement({ Principal: { AWS: arn }, Action: ["sts:AssumeRole"] });
}

export function oneStatement(statement: Omit<Policy["Statement"][number], "Sid" | "Effect">): Policy {
  return { Version: "2012-10-17", Statement: [{ Sid: "This", Effect: "Allow", ...statement }] };
}
