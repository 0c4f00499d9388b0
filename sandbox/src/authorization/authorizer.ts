import type { Authorizer, Caller, Decision } from "../service.js";
import { type ConditionKeys, isRoot, keysOfCaller, keysOfRequest, keysOfService } from "./context.js";
import type { PolicyDecisions } from "./decisions.js";
import { denialMessage } from "./denial.js";
import { GrantReader, type GrantSources } from "./grants.js";
import { judge, type Question } from "./judge.js";

type AuthorizeRequest = Parameters<Authorizer["authorize"]>[0];
type TrustRequest = Parameters<Authorizer["trusts"]>[0];

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
}

/**
 * Decides by the policies that the emulator's IAM holds at that moment, evaluated as AWS evaluates them. What callers'
 * policies decide is added to `decisions`.
 */
export function createAuthorizer(sources: GrantSources, decisions?: PolicyDecisions): RoleAuthorizer {
  const reader = new GrantReader(sources);
  const keep = ({ caller, action, resource, context: keys = {} }: AuthorizeRequest, decision: Decision) => {
    const { allowed } = decision;
    if (!isRoot(caller)) decisions?.add({ principal: caller.arn, action, resource, keys, allowed });
    return decision;
  };
  return {
    authorize: async (request) => keep(request, await authorize(reader, request)),
    trusts: (request) => trusts(reader, request),
    mayAssume: async (request) =>
      keep({ ...request, resource: request.roleArn }, await mayAssume(reader, request)),
  };
}

async function authorize(reader: GrantReader, request: AuthorizeRequest): Promise<Decision> {
  const { caller, action, resource, context } = request;
  const { tags, ...grants } = await reader.of(caller);
  const keys = { ...keysOfRequest(new Date()), ...keysOfCaller(caller, tags), ...context };
  return decide({ principal: caller.arn, action, resource, keys, grants }, `User: ${caller.arn}`);
}

/** For a caller, the policies of its own account count too, as in `sts:AssumeRole`. */
async function trusts(reader: GrantReader, { roleArn, principal, context }: TrustRequest): Promise<Decision> {
  if ("caller" in principal) {
    const { caller } = principal;
    return mayAssume(reader, { caller, roleArn, action: "sts:AssumeRole", ...(context && { context }) });
  }
  const { service } = principal;
  const keys = { ...keysOfRequest(new Date()), ...keysOfService(service), ...context };
  const question = { principal: service, action: "sts:AssumeRole", resource: roleArn, keys };
  return decideByTrust(reader, { ...question, grants: { identityPolicies: [] } }, `Service: ${service}`);
}

async function mayAssume(reader: GrantReader, request: AssumeRequest): Promise<Decision> {
  const { caller, roleArn, action, context } = request;
  const { tags, ...grants } = await reader.of(caller);
  const keys = { ...keysOfRequest(new Date()), ...keysOfCaller(caller, tags), ...context };
  const question = { principal: caller.arn, action, resource: roleArn, keys, grants };
  return decideByTrust(reader, question, `User: ${caller.arn}`);
}

/** AWS does not say whether it was the role that is missing. */
async function decideByTrust(reader: GrantReader, question: Question, who: string): Promise<Decision> {
  const role = await reader.role(question.resource);
  if (!role) return { allowed: false, message: denialMessage({ who, ...question }, undefined) };
  return decide({ ...question, resourcePolicy: role.trustPolicy }, who);
}

async function decide(question: Question, who: string): Promise<Decision> {
  const { isAllowed, analysis } = await judge(question);
  if (isAllowed) return { allowed: true };
  return { allowed: false, message: denialMessage({ who, ...question }, analysis) };
}
