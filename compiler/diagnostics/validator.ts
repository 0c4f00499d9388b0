import type { Options, ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";

// That the schemas are sound is for tests: to find out takes longer than all else that is done with them.
const trusted: Options = { meta: false, validateSchema: false };

/** What makes functions of schemas (JSON Schema, draft 2020-12), here or when the package is built. */
export function schemaCompiler(options: Options): Ajv2020 {
  const ours: Options = { ...trusted, allErrors: true, verbose: true, allowUnionTypes: true };
  return new Ajv2020({ ...ours, ...options }).addVocabulary(["x-allowed", "x-free"]);
}

/**
 * The function that checks values against a schema. To make one takes as long as a whole start of the command, so
 * `build.mjs` makes them beforehand and puts them in the place of this file.
 */
export function validatorOf(schema: object, useDefaults: boolean): ValidateFunction {
  return schemaCompiler({ useDefaults }).compile(schema);
}
