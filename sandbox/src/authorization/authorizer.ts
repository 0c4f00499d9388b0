import { askPrivately, type PrivateAddress } from "../emulator/index.js";
import type { Authorizer, Caller, Decision } from "../service.js";
import { type Denial, denialMessage } from "./denial.js";

type AuthorizeRequest = Parameters<Authorizer["authorize"]>[0];
type TrustRequest = Parameters<Authorizer["trusts"]>[0];

/** Condition keys and their values, as a request carries them. */
export type ConditionKeys = Readonly<Record<string, string | readonly string[]>>;

/** One step of assuming a role: the assuming itself, or passing tags with it. */
export interface AssumeRequest {
  readonly caller: Caller;
  readonly roleArn: string;
  readonly action: "sts:AssumeRole" | "sts:TagSession";
  readonly context?: ConditionKeys;
}

/** An authorizer that can also judge the steps of `sts:AssumeRole`. */
export interface RoleAuthorizer extends Authorizer {
  /** What AWS asks of both sides: the caller's policies and the role's trust policy. */
  mayAssume(request: AssumeRequest): Promise<Decision>;
  /** Seconds: the longest session that a role allows, its `MaxSessionDuration`; undefined when there is no such role. */
  longestSession(roleArn: string): Promise<number | undefined>;
}

/** What the emulator is asked; see decide.py. */
interface Question {
  readonly principal: Caller | { readonly service: string };
  readonly action: string;
  readonly resource: string;
  readonly keys: ConditionKeys;
  /** Whether the resource is a role whose trust policy decides too. */
  readonly isTrust: boolean;
}

/** Without a reason where the role may be missing. */
type Answer = { readonly allowed: true } | ({ readonly allowed: false } & Partial<Denial>);

/** Asks the emulator, which holds the policies, and which judges the calls to its own services too. */
export function createAuthorizer(emulator: PrivateAddress, region: string): RoleAuthorizer {
  const ask = (question: Question) => decide(emulator, { ...question, region });
  const mayAssume = ({ caller, roleArn, action, context: keys = {} }: AssumeRequest) =>
    ask({ principal: caller, action, resource: roleArn, keys, isTrust: true });
  return {
    authorize: ({ caller, action, resource, context: keys = {} }: AuthorizeRequest) =>
      ask({ principal: caller, action, resource, keys, isTrust: false }),
    trusts: ({ roleArn, principal, context: keys = {} }: TrustRequest) => {
      const action = "sts:AssumeRole";
      if ("caller" in principal)
        return mayAssume({ caller: principal.caller, roleArn, action, context: keys });
      return ask({ principal, action, resource: roleArn, keys, isTrust: true });
    },
    mayAssume,
    longestSession: (roleArn) => longestSession(emulator, roleArn),
  };
}

async function longestSession(emulator: PrivateAddress, roleArn: string): Promise<number | undefined> {
  const response = await askPrivately(emulator, `longest-session/${encodeURIComponent(roleArn)}`);
  if (response.status === 404) return undefined;
  if (!response.ok) throw new Error(`The emulator answered ${response.status} when asked about a role.`);
  return (await response.json()) as number;
}

async function decide(
  emulator: PrivateAddress,
  question: Question & { readonly region: string },
): Promise<Decision> {
  const response = await askPrivately(emulator, "decide", {
    method: "POST",
    body: JSON.stringify(question),
  });
  const { action, resource, principal } = question;
  if (!response.ok) throw new Error(`The emulator answered ${response.status} when asked about ${action}.`);
  const answer = (await response.json()) as Answer;
  if (answer.allowed) return answer;
  const who = "service" in principal ? `Service: ${principal.service}` : `User: ${principal.arn}`;
  const { layer, isExplicit = false } = answer;
  return {
    allowed: false,
    message: denialMessage({ who, action, resource }, layer && { layer, isExplicit }),
  };
}
