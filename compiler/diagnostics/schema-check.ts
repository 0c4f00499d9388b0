import type { ErrorObject, ValidateFunction } from "ajv";
import type { Problem } from "./diagnostic.js";
import { explain, type OtherNames } from "./explain.js";
import { suggest } from "./suggest.js";
import { validatorOf } from "./validator.js";

export type { OtherNames } from "./explain.js";

/** Checks a value against a JSON Schema (2020-12) and says every problem in plain words. */
export type SchemaCheck = (value: unknown, otherNames?: OtherNames) => Problem[];

/**
 * Takes a schema at its first use. `x-allowed` in the schema says in words what is allowed, `x-free` that a text may be any;
 * `area` is the first part of the problems' codes. With `useDefaults` the value gets the schema's defaults.
 */
export function schemaCheck(schema: object, area: string, { useDefaults = false } = {}): SchemaCheck {
  let validate: ValidateFunction | undefined;
  return (value, otherNames = () => []) => {
    validate ??= validatorOf(schema, useDefaults);
    if (validate(value)) return [];
    return causes(validate.errors ?? []).map((error) => {
      const { code, ...explanation } = explain(error, otherNames);
      return { code: `${area}.${code}`, ...explanation };
    });
  };
}

/** Keywords about one value: where several fail, the first says it all. */
const valueKeywords = new Set(["type", "enum", "pattern", "minLength", "maxLength"]);

/** The errors that say something of their own; `propertyNames` only repeats the error on the name itself. */
function causes(errors: readonly ErrorObject[]): ErrorObject[] {
  const seen = new Set<string>();
  const unknown = unknownKeys(errors);
  return errors.filter((error) => {
    if (error.keyword === "propertyNames" || isMisspelt(error, unknown)) return false;
    if (!valueKeywords.has(error.keyword)) return true;
    const place = JSON.stringify([error.instancePath, error.propertyName]);
    return !seen.has(place) && seen.add(place);
  });
}

/** The keys that are not known, by the place of their object. */
function unknownKeys(errors: readonly ErrorObject[]): ReadonlyMap<string, readonly string[]> {
  const keys = new Map<string, string[]>();
  for (const { keyword, instancePath, params } of errors) {
    if (keyword !== "additionalProperties") continue;
    const known = keys.get(instancePath);
    if (known) known.push(String(params.additionalProperty));
    else keys.set(instancePath, [String(params.additionalProperty)]);
  }
  return keys;
}

/** A key that seems to be missing because it is there with a slip: the slip is told, with the right name. */
function isMisspelt(
  { keyword, instancePath, params }: ErrorObject,
  unknown: ReadonlyMap<string, readonly string[]>,
): boolean {
  if (keyword !== "required") return false;
  const missing = String(params.missingProperty);
  return (unknown.get(instancePath) ?? []).some((key) => suggest(key, [missing]) !== undefined);
}
