import type { RoleAuthorizer } from "../../authorization/index.js";
import type { Caller, Credentials } from "../../service.js";
import { callerOf } from "../authenticate.js";
import type { Call } from "../call.js";
import { errorAnswer } from "../errors.js";
import type { Patch } from "../patch.js";
import { type Fields, fieldsOfForm, fieldsOfJson } from "../resource.js";
import { signAs } from "../signature.js";
import { durationProblem, exceeds, shortestSession } from "./session-duration.js";

export interface AssumeRoleOptions {
  readonly authorizer: RoleAuthorizer;
  readonly root: (accountId: string) => Credentials;
  /** Seconds: the shortest session; default AWS's. */
  readonly shortest?: number | undefined;
}

/**
 * `sts:AssumeRole`, judged here. What is allowed is asked of the emulator in the name of the root of the role's
 * account, whom it lets assume any of its roles.
 */
export function assumeRole({ authorizer, root, shortest = shortestSession }: AssumeRoleOptions): Patch {
  return {
    name: "assume-role",
    why:
      "MiniStack compares aws:PrincipalArn in a trust policy with the session's ARN, where AWS takes the role's; " +
      "it asks for an identity policy even where the trust policy names a role of the same account; " +
      "it ignores the path in RoleArn, and it gives sessions of any length, whatever the role's own maximum. Roles are trusted by name prefix here, so the difference decides.",
    matches: ({ service, action }) => service === "sts" && action === "AssumeRole",

    async answer(call, send, identity) {
      const request = readAssumeRole(call);
      const account = accountOf(request.roleArn);
      const caller = callerOf(call.credential?.accessKeyId ?? "", identity);
      // What is no role, and a root in its own account, are the emulator's to answer.
      if (!account) return send(call.request);
      const tooLong = durationProblem(request.seconds, caller, shortest);
      if (tooLong) return errorAnswer(call, { code: "ValidationError", status: 400, message: tooLong });
      const isRoot = isRootOf(account, caller);
      const denied = isRoot ? undefined : await denialOf(authorizer, caller, request);
      if (denied) return errorAnswer(call, { code: "AccessDenied", status: 403, message: denied });
      const beyond = await exceeds(request.seconds, () => authorizer.longestSession(request.roleArn));
      if (beyond) return errorAnswer(call, { code: "ValidationError", status: 400, message: beyond });
      if (isRoot) return send(call.request);
      const signer = { ...root(account), region: call.region, service: "sts" };
      return send(signAs(call.request, signer, new Date()));
    },
  };
}

interface AssumeRoleRequest {
  readonly roleArn: string;
  readonly seconds: number | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** The condition keys that the request itself sets. */
  readonly keys: Readonly<Record<string, string | readonly string[]>>;
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html */
function readAssumeRole(call: Call): AssumeRoleRequest {
  const isJson = call.protocol === "json";
  const fields = isJson ? fieldsOfJson(call.request.body) : fieldsOfForm(call.request.body);
  const tags = isJson ? tagsOfJson(fields) : tagsOfForm(fields);
  const text = (name: string) => (typeof fields[name] === "string" ? fields[name] : "");
  const named = {
    "sts:ExternalId": text("ExternalId"),
    "sts:RoleSessionName": text("RoleSessionName"),
    "sts:SourceIdentity": text("SourceIdentity"),
  };
  const tagKeys = Object.keys(tags);
  return {
    roleArn: text("RoleArn"),
    seconds: fields.DurationSeconds === undefined ? undefined : Number(fields.DurationSeconds),
    tags,
    keys: {
      ...Object.fromEntries(Object.entries(named).filter(([, value]) => value)),
      ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value])),
      ...(tagKeys.length > 0 && { "aws:TagKeys": tagKeys }),
    },
  };
}

function tagsOfJson({ Tags }: Fields): Record<string, string> {
  const tags = Array.isArray(Tags)
    ? (Tags as readonly { readonly Key: string; readonly Value: string }[])
    : [];
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}

/** `Tags.member.1.Key=…&Tags.member.1.Value=…` */
function tagsOfForm(fields: Fields): Record<string, string> {
  const keys = Object.entries(fields).filter(([name]) => /^Tags\.member\.\d+\.Key$/.test(name));
  return Object.fromEntries(
    keys.map(([name, key]) => [String(key), String(fields[name.replace(/Key$/, "Value")] ?? "")]),
  );
}

/** What speaks against the call, in AWS's words. */
async function denialOf(
  authorizer: RoleAuthorizer,
  caller: Caller,
  { roleArn, tags, keys }: AssumeRoleRequest,
): Promise<string | undefined> {
  const hasTags = Object.keys(tags).length > 0;
  for (const action of ["sts:AssumeRole", ...(hasTags ? (["sts:TagSession"] as const) : [])] as const) {
    const decision = await authorizer.mayAssume({ caller, roleArn, action, context: keys });
    if (!decision.allowed) return decision.message;
  }
  return undefined;
}

function accountOf(roleArn: string): string | undefined {
  return /^arn:[^:]+:iam::(\d{12}):role\/.+/.exec(roleArn)?.[1];
}

function isRootOf(accountId: string, caller: Caller): boolean {
  return caller.arn === `arn:aws:iam::${accountId}:root`;
}
