import {
  GetAccountAuthorizationDetailsCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetUserCommand,
  IAMClient,
  type ManagedPolicyDetail,
  NoSuchEntityException,
} from "@aws-sdk/client-iam";
import type { Credentials } from "../service.js";
import { type Arn, nameIn } from "./arn.js";

/** A policy's JSON, parsed, and what to call it. */
export interface NamedPolicy {
  readonly name: string;
  readonly policy: unknown;
}

/** A role or user, as far as decisions rest on it. */
export interface Entity {
  /** With its path. */
  readonly arn: string;
  /** The ARN of the managed policy that bounds it. */
  readonly boundaryArn?: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface Role extends Entity {
  readonly trustPolicy: unknown;
}

/** Reads one account's IAM as the account's root. Nothing is kept: what was changed a moment ago counts. */
export class Iam {
  readonly #client: IAMClient;

  constructor(endpoint: string, credentials: Credentials) {
    this.#client = new IAMClient({ endpoint, region: "us-east-1", credentials });
  }

  async role(name: string): Promise<Role | undefined> {
    const answer = await found(this.#client.send(new GetRoleCommand({ RoleName: name })));
    const role = answer?.Role;
    return role && { ...entityOf(role), trustPolicy: parse(role.AssumeRolePolicyDocument) };
  }

  async user(name: string): Promise<Entity | undefined> {
    const answer = await found(this.#client.send(new GetUserCommand({ UserName: name })));
    return answer?.User && entityOf(answer.User);
  }

  /** The policies in and attached to a role, or to a user and the user's groups. */
  async identityPolicies(entity: Arn): Promise<readonly NamedPolicy[]> {
    const account = await this.#authorizationDetails();
    const holders = holdersIn(account, entity);
    const inline = holders.flatMap(({ inline }) => inline);
    const attached = await this.#attachedPolicies(
      holders.flatMap(({ attachedArns }) => attachedArns),
      account.policies,
    );
    return [...inline, ...attached];
  }

  /** Managed policies by ARN. One that no longer exists, or that the emulator does not know, grants nothing. */
  async managedPolicies(arns: readonly string[]): Promise<readonly NamedPolicy[]> {
    const policies = await Promise.all(arns.map((arn) => this.#managedPolicy(arn)));
    return policies.filter((policy) => policy !== undefined);
  }

  /** Policies of this account are at hand already; AWS's own are not. */
  async #attachedPolicies(arns: readonly string[], known: readonly ManagedPolicyDetail[]) {
    const details = known.filter(({ Arn }) => Arn && arns.includes(Arn));
    const others = arns.filter((arn) => !details.some(({ Arn }) => Arn === arn));
    return [...details.map(defaultVersionOf), ...(await this.managedPolicies(others))];
  }

  async #managedPolicy(arn: string): Promise<NamedPolicy | undefined> {
    const answer = await found(this.#client.send(new GetPolicyCommand({ PolicyArn: arn })));
    const version = answer?.Policy?.DefaultVersionId;
    if (!version) return undefined;
    const command = new GetPolicyVersionCommand({ PolicyArn: arn, VersionId: version });
    const { PolicyVersion } = await this.#client.send(command);
    return { name: arn, policy: parse(PolicyVersion?.Document) };
  }

  /** The emulator gives all of it in one page. */
  async #authorizationDetails(): Promise<AccountDetails> {
    const details = await this.#client.send(new GetAccountAuthorizationDetailsCommand({}));
    return {
      roles: (details.RoleDetailList ?? []).map((role) => holder(role.RoleName, role, role.RolePolicyList)),
      users: (details.UserDetailList ?? []).map((user) => ({
        ...holder(user.UserName, user, user.UserPolicyList),
        groups: user.GroupList ?? [],
      })),
      groups: (details.GroupDetailList ?? []).map((group) =>
        holder(group.GroupName, group, group.GroupPolicyList),
      ),
      policies: details.Policies ?? [],
    };
  }
}

interface AccountDetails {
  readonly roles: readonly Holder[];
  readonly users: readonly (Holder & { readonly groups: readonly string[] })[];
  readonly groups: readonly Holder[];
  readonly policies: readonly ManagedPolicyDetail[];
}

/** A role, user or group with its policies. */
interface Holder {
  readonly name: string;
  readonly inline: readonly NamedPolicy[];
  readonly attachedArns: readonly string[];
}

function holdersIn({ roles, users, groups }: AccountDetails, entity: Arn): readonly Holder[] {
  const name = nameIn(entity);
  if (entity.resource.startsWith("role/")) return roles.filter((role) => role.name === name);
  const user = users.find((candidate) => candidate.name === name);
  return user ? [user, ...groups.filter((group) => user.groups.includes(group.name))] : [];
}

function holder(
  name = "",
  details: {
    readonly AttachedManagedPolicies?: readonly { readonly PolicyArn?: string | undefined }[] | undefined;
  },
  inline: readonly { readonly PolicyName?: string; readonly PolicyDocument?: string }[] = [],
): Holder {
  return {
    name,
    inline: inline.map((item) => ({ name: item.PolicyName ?? "", policy: parse(item.PolicyDocument) })),
    attachedArns: (details.AttachedManagedPolicies ?? []).flatMap(({ PolicyArn }) => PolicyArn ?? []),
  };
}

function defaultVersionOf({ Arn, DefaultVersionId, PolicyVersionList }: ManagedPolicyDetail): NamedPolicy {
  const version = PolicyVersionList?.find(({ VersionId }) => VersionId === DefaultVersionId);
  return { name: Arn ?? "", policy: parse(version?.Document) };
}

interface IamEntity {
  readonly Arn: string | undefined;
  readonly PermissionsBoundary?: { readonly PermissionsBoundaryArn?: string | undefined } | undefined;
  readonly Tags?:
    | readonly { readonly Key: string | undefined; readonly Value: string | undefined }[]
    | undefined;
}

function entityOf({ Arn = "", PermissionsBoundary, Tags = [] }: IamEntity): Entity {
  const boundaryArn = PermissionsBoundary?.PermissionsBoundaryArn;
  return {
    arn: Arn,
    tags: Object.fromEntries(Tags.map(({ Key = "", Value = "" }) => [Key, Value])),
    ...(boundaryArn && { boundaryArn }),
  };
}

/** IAM gives policies URL-encoded. */
function parse(document = ""): unknown {
  return JSON.parse(decodeURIComponent(document));
}

async function found<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof NoSuchEntityException) return undefined;
    throw error;
  }
}
