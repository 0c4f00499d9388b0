import { type Problem, pointer, show } from "../../diagnostics/index.js";
import { allowedBy, matchesAny, type Settings } from "../../settings/index.js";
import type { RawJob, RawVariable } from "./raw.js";
import { checkSecretArn } from "./secret-arn.js";

interface Store {
  readonly what: string;
  readonly shape: RegExp;
  readonly allowed: string;
  readonly limit: "parameters" | "secrets";
  /** The part of the value that the installation's limit is about. */
  readonly subject: (value: string) => string;
}

// No wildcard may pass: the value becomes a resource of the job's policy.
const stores: Readonly<Record<string, Store>> = {
  PARAMETER_STORE: {
    what: "parameter",
    shape: /^\/?[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)*$/,
    allowed: "the name of a parameter, such as /webshop/api-url",
    limit: "parameters",
    subject: (value) => value,
  },
  SECRETS_MANAGER: {
    what: "secret",
    shape:
      /^(arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:)?[A-Za-z0-9/_+=.@-]+(:[A-Za-z0-9/_+=.@-]*){0,3}$/,
    allowed: "the name or ARN of a secret, such as webshop/token or webshop/token:json-key",
    limit: "secrets",
    subject: (value) =>
      (value.startsWith("arn:") ? value.split(":").slice(0, 7) : value.split(":").slice(0, 1)).join(":"),
  },
};

/** Variables that stagewright sets itself, and values of parameters and secrets that the installation lends. */
export function checkVariables(
  variables: RawJob["EnvironmentVariables"] = {},
  path: string,
  own: readonly string[],
  limits: Settings["limits"],
): Problem[] {
  return Object.entries(variables).flatMap(([name, variable]) => [
    ...(own.includes(name) ? [ownVariable(name, path)] : []),
    ...checkStored(variable, `${path}${pointer(name)}/Value`, limits),
  ]);
}

function checkStored(variable: RawVariable, path: string, limits: Settings["limits"]): Problem[] {
  const { Type: type, Value: value } =
    typeof variable === "string" ? {} : (variable as Partial<Exclude<RawVariable, string>>);
  const store = type && stores[type];
  if (!store || value === undefined) return [];
  if (!store.shape.test(value)) return [notOne(value, path, store)];
  const partial = type === "SECRETS_MANAGER" ? checkSecretArn(value, path) : [];
  if (partial.length > 0) return partial;
  return matchesAny(store.subject(value), limits[store.limit]) ? [] : [notLent(value, path, store, limits)];
}

function ownVariable(name: string, path: string): Problem {
  return {
    path: path + pointer(name),
    code: "item.own-variable",
    value: name,
    message: `The variable ${name} is set by stagewright.`,
    hint: "Use another name.",
  };
}

function notOne(value: string, path: string, { what, allowed }: Store): Problem {
  return {
    path,
    code: `item.${what}-name`,
    value: show(value),
    message: `${show(value)} names no ${what}.`,
    hint: `Allowed: ${allowed}.`,
  };
}

function notLent(value: string, path: string, { what, limit }: Store, limits: Settings["limits"]): Problem {
  return {
    path,
    code: `item.limit-${what}`,
    value: show(value),
    message: `The ${what} ${show(value)} is not among those that this installation gives to builds.`,
    hint: allowedBy(limit, limits),
  };
}
