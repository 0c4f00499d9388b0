import type { ErrorObject, Options, ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { Problem } from "./diagnostic.js";
import { explain, type OtherNames } from "./explain.js";
import { suggest } from "./suggest.js";

export type { OtherNames } from "./explain.js";

/** Checks a value against a JSON Schema (2020-12) and says every problem in plain words. */
export type SchemaCheck = (value: unknown, otherNames?: OtherNames) => Problem[];

// That the schemas are sound is for tests: to find out takes longer than all else that is done with them.
const trusted: Options = { meta: false, validateSchema: false };

const options: Options = { ...trusted, allErrors: true, verbose: true, allowUnionTypes: true };

/**
 * Compiles a schema at its first use. `x-allowed` in the schema says in words what a pattern allows;
 * `area` is the first part of the problems' codes. With `useDefaults` the value gets the schema's defaults.
 */
export function schemaCheck(schema: object, area: string, { useDefaults = false } = {}): SchemaCheck {
  let validate: ValidateFunction | undefined;
  return (value, otherNames = () => []) => {
    validate ??= new Ajv2020({ ...options, useDefaults }).addVocabulary(["x-allowed"]).compile(schema);
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
  return errors.filter((error) => {
    if (error.keyword === "propertyNames" || isMisspelt(error, errors)) return false;
    if (!valueKeywords.has(error.keyword)) return true;
    const place = JSON.stringify([error.instancePath, error.propertyName]);
    return !seen.has(place) && seen.add(place);
  });
}

/** A key that seems to be missing because it is there with a slip: the slip is told, with the right name. */
function isMisspelt({ keyword, instancePath, params }: ErrorObject, errors: readonly ErrorObject[]): boolean {
  if (keyword !== "required") return false;
  return errors.some(
    (other) =>
      other.keyword === "additionalProperties" &&
      other.instancePath === instancePath &&
      suggest(String(other.params.additionalProperty), [String(params.missingProperty)]) !== undefined,
  );
}
