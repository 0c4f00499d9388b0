import type { Problem } from "../diagnostics/index.js";
import type { KeysOf } from "../kinds/index.js";

interface Written {
  readonly keys: object;
  /** Where they stand. */
  readonly path: string;
  /** Of what they are, such as `a source of type S3`. */
  readonly of: string;
}

/** The keys that a kind needs and does not find; `inherited` are those that it has from elsewhere. */
export function missingKeys(written: Written, { required }: KeysOf, inherited: readonly string[]): Problem[] {
  return Object.entries(required)
    .filter(([key]) => !Object.hasOwn(written.keys, key) && !inherited.includes(key))
    .map(([key, hint]) => ({
      path: `${written.path}/${key}`,
      code: "item.missing-key",
      message: `${key} is missing: ${written.of} needs it.`,
      hint: `Add ${key}: ${hint}.`,
    }));
}

/** The keys that are of other kinds. */
export function uselessKeys({ keys, path, of }: Written, kinds: readonly KeysOf[], own: KeysOf): Problem[] {
  const others = kinds.flatMap(({ properties }) => Object.keys(properties));
  return others
    .filter((key) => Object.hasOwn(keys, key) && !Object.hasOwn(own.properties, key))
    .map((key) => ({
      path: `${path}/${key}`,
      code: "item.unknown-key",
      value: key,
      message: `${key} does not belong to ${of}.`,
      hint: "Take it out, or change Type.",
    }));
}
