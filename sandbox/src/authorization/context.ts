import type { Caller } from "../service.js";

/** Condition keys and their values, as a request carries them. */
export type ConditionKeys = Readonly<Record<string, string | readonly string[]>>;

/**
 * What policies can ask of a caller. Sessions are known by their role's ARN, with its path.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function keysOfCaller(caller: Caller, tags: Readonly<Record<string, string>>): ConditionKeys {
  return {
    "aws:PrincipalArn": caller.roleArn ?? caller.arn,
    "aws:PrincipalAccount": caller.accountId,
    "aws:PrincipalType": principalType(caller),
    "aws:PrincipalIsAWSService": "false",
    ...(caller.arn.includes(":user/") && {
      "aws:username": caller.arn.slice(caller.arn.lastIndexOf("/") + 1),
    }),
    ...prefixed("aws:PrincipalTag/", tags),
  };
}

export function keysOfService(service: string): ConditionKeys {
  return { "aws:PrincipalIsAWSService": "true", "aws:PrincipalServiceName": service };
}

/** What is true of every request. AWS is only ever called over TLS; that the sandbox is not, no policy shall notice. */
export function keysOfRequest(now: Date): ConditionKeys {
  return {
    "aws:CurrentTime": now.toISOString(),
    "aws:EpochTime": String(Math.floor(now.getTime() / 1000)),
    "aws:SecureTransport": "true",
  };
}

export function isRoot(caller: Caller): boolean {
  return caller.arn.endsWith(":root");
}

function principalType(caller: Caller): string {
  if (isRoot(caller)) return "Account";
  return caller.arn.includes(":assumed-role/") ? "AssumedRole" : "User";
}

function prefixed(prefix: string, values: Readonly<Record<string, string>>): ConditionKeys {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + name, value]));
}
