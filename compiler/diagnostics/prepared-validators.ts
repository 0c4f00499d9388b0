import { readFile } from "node:fs/promises";
import standalone from "ajv/dist/standalone/index.js";
import type { Plugin } from "esbuild";
import { schemaCompiler } from "./validator.js";

/** The schemas that values are checked against, from the package's folder, and whether values get their defaults. */
const schemas: readonly (readonly [file: string, useDefaults: boolean])[] = [
  ["compiler/item/item.schema.json", false],
  ["compiler/settings/settings.schema.json", true],
  ["controller/installation/installation.schema.json", false],
];

const namespace = "prepared";

/**
 * For whoever bundles: makes the functions that check values while it bundles, and puts them in the place of
 * `validator.ts`. To make them took as long as a whole start of the command, at each start.
 */
export const preparedValidators: Plugin = {
  name: "prepared-validators",
  setup({ onLoad, onResolve }) {
    const resolveDir = process.cwd();
    onLoad({ filter: /[\\/]diagnostics[\\/]validator\.ts$/ }, async () => ({
      contents: await lookUp(),
      resolveDir,
    }));
    onResolve({ filter: /^prepared:/ }, ({ path }) => ({
      path: path.slice(namespace.length + 1),
      namespace,
    }));
    onLoad({ filter: /.*/, namespace }, async ({ path }) => ({
      contents: await functionFor(path),
      resolveDir,
    }));
  },
};

/** The module that stands in: it knows the functions by the id of their schema. */
async function lookUp(): Promise<string> {
  const keys = await Promise.all(
    schemas.map(async ([file, useDefaults]) => `${(await schemaIn(file)).$id} ${useDefaults}`),
  );
  const imports = schemas.map(([file], index) => `import validator${index} from "${namespace}:${file}";`);
  const entries = keys.map((key, index) => `[${JSON.stringify(key)}, validator${index}]`);
  return `${imports.join("\n")}
    const validators = new Map([${entries.join(", ")}]);
    export function validatorOf({ $id }, useDefaults) {
      const validator = validators.get($id + " " + useDefaults);
      if (!validator) throw new Error("No validator of the schema " + $id + " was prepared.");
      return validator;
    }`;
}

async function functionFor(file: string): Promise<string> {
  const [, useDefaults = false] = schemas.find(([known]) => known === file) ?? [];
  const compiler = schemaCompiler({ useDefaults, code: { source: true, esm: true } });
  return standalone.default(compiler, compiler.compile(await schemaIn(file)));
}

async function schemaIn(file: string) {
  return JSON.parse(await readFile(file, "utf8"));
}
