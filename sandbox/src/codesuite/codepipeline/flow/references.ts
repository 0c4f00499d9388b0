import type { ActionError, Variables } from "./records.js";

/** Namespace → what its variables hold. */
export type Scope = Readonly<Record<string, Variables>>;

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html: an action's configuration once it is resolved. */
const maxConfigurationBytes = 100 * 1024;
/** …/limits.html: all output variables of one action. */
const maxVariablesBytes = 122_880;

/** A configuration with its references replaced, or why the action cannot run. */
export type Resolution = { readonly resolved: Variables } | { readonly error: ActionError };

export function resolve(configuration: Variables, scope: Scope): Resolution {
  const missing = new Set<string>();
  const entries = Object.entries(configuration).map(([key, value]) => [key, fill(value, scope, missing)]);
  if (missing.size > 0) {
    const names = [...missing].map((name) => `#{${name}}`).join(", ");
    return failed(`These variables have no value in this execution: ${names}.`);
  }
  const resolved: Variables = Object.fromEntries(entries);
  if (bytesOf(resolved) <= maxConfigurationBytes) return { resolved };
  return failed(
    `The action's configuration has ${bytesOf(resolved)} bytes once its variables are resolved, and may have ${maxConfigurationBytes}.`,
  );
}

/** Why an action may not set these variables, if it may not. */
export function excess(variables: Variables): ActionError | undefined {
  if (bytesOf(variables) <= maxVariablesBytes) return undefined;
  return configurationError(
    `The action's output variables have ${bytesOf(variables)} bytes, and may have ${maxVariablesBytes}.`,
  );
}

/** A value that holds a reference again is taken as it is: what a variable holds is data. */
function fill(value: string, scope: Scope, missing: Set<string>): string {
  return value.replaceAll(/#\{([^}]*)\}/g, (whole, reference: string) => {
    const dot = reference.indexOf(".");
    const found = own(own(scope, reference.slice(0, dot)), reference.slice(dot + 1));
    if (found === undefined) missing.add(reference);
    return found ?? whole;
  });
}

/** What was put there: a reference to `constructor.name` finds nothing of JavaScript's own. */
function own<Value>(values: Readonly<Record<string, Value>> | undefined, name: string): Value | undefined {
  return values && Object.hasOwn(values, name) ? values[name] : undefined;
}

function failed(message: string): Resolution {
  return { error: configurationError(message) };
}

function configurationError(message: string): ActionError {
  return { code: "ConfigurationError", message };
}

function bytesOf(values: Variables): number {
  return Object.entries(values).reduce(
    (sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value),
    0,
  );
}
