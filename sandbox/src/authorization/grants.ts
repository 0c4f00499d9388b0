import type { Identity } from "../emulator/identity.js";
import type { Caller, Credentials } from "../service.js";
import { nameIn, parseArn } from "./arn.js";
import { isRoot } from "./context.js";
import { Iam, type NamedPolicy, type Role } from "./iam.js";

/** Everything that allows or limits a caller, apart from policies of resources. */
export interface Grants {
  readonly identityPolicies: readonly NamedPolicy[];
  /** Absent when nothing bounds the caller. */
  readonly boundary?: readonly NamedPolicy[];
  /** Absent when the session was not limited when it was made. */
  readonly sessionPolicy?: unknown;
  /** The caller's own and those of the session. */
  readonly tags: Readonly<Record<string, string>>;
}

export interface GrantSources {
  /** Where IAM answers. */
  readonly endpoint: string;
  readonly root: (accountId: string) => Credentials;
  /** What a session was made with. */
  readonly identify: (accessKeyId: string) => Promise<Identity | undefined>;
}

/** Finds out what a caller may do, as it is now. */
export class GrantReader {
  readonly #sources: GrantSources;
  readonly #accounts = new Map<string, Iam>();

  constructor(sources: GrantSources) {
    this.#sources = sources;
  }

  /** The role with exactly this ARN, path included. */
  async role(roleArn: string): Promise<Role | undefined> {
    const arn = parseArn(roleArn);
    const role = await this.#iam(arn.accountId).role(nameIn(arn));
    return role?.arn === roleArn ? role : undefined;
  }

  /**
   * A service that acts as a role without a session of its own has no access key. A key that is no longer known, such
   * as that of a session that is over, allows nothing.
   */
  async of(caller: Caller): Promise<Grants> {
    if (isRoot(caller)) return { identityPolicies: [everything], tags: {} };
    const identity = caller.accessKeyId ? await this.#sources.identify(caller.accessKeyId) : noSession;
    return identity ? this.#grantsOf(caller, identity) : { identityPolicies: [], tags: {} };
  }

  async #grantsOf(caller: Caller, session: Session): Promise<Grants> {
    const iam = this.#iam(caller.accountId);
    const arn = parseArn(caller.roleArn ?? caller.arn);
    const isRole = arn.resource.startsWith("role/");
    const [entity, identityPolicies, sessionPolicy] = await Promise.all([
      isRole ? iam.role(nameIn(arn)) : iam.user(nameIn(arn)),
      iam.identityPolicies(arn),
      sessionPolicyOf(session, iam),
    ]);
    const boundary = entity?.boundaryArn && (await iam.managedPolicies([entity.boundaryArn]));
    return {
      identityPolicies,
      tags: { ...entity?.tags, ...session.sessionTags },
      ...(boundary && { boundary }),
      ...(sessionPolicy !== undefined && { sessionPolicy }),
    };
  }

  #iam(accountId: string): Iam {
    const known = this.#accounts.get(accountId);
    if (known) return known;
    const iam = new Iam(this.#sources.endpoint, this.#sources.root(accountId));
    this.#accounts.set(accountId, iam);
    return iam;
  }
}

/** What a session was made with; a user's key and a service have none of it. */
type Session = Pick<Identity, "sessionPolicy" | "sessionPolicyArns" | "sessionTags">;

const noSession: Session = { sessionPolicyArns: [], sessionTags: {} };

const everything: NamedPolicy = {
  name: "account root",
  policy: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
};

/**
 * A session may do what its role may and any of its session policies allows.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session
 */
async function sessionPolicyOf({ sessionPolicy, sessionPolicyArns }: Session, iam: Iam): Promise<unknown> {
  if (!sessionPolicy && sessionPolicyArns.length === 0) return undefined;
  const managed = (await iam.managedPolicies(sessionPolicyArns)).map(({ policy }) => policy);
  const documents = [...(sessionPolicy ? [JSON.parse(sessionPolicy)] : []), ...managed];
  return { Version: "2012-10-17", Statement: documents.flatMap(({ Statement }) => Statement) };
}
