import { type Problem, schemaCheck, show } from "../diagnostics/index.js";
import schema from "./item.schema.json" with { type: "json" };
import { locator, seedSpellings } from "./locate.js";
import { isObject, type Plain } from "./objects.js";
import { toPlainForm } from "./plain-form.js";
import { isTooDeep } from "./text-checks.js";
import { withoutNulls } from "./with-defaults.js";

/** What items of a folder leave out. */
export interface Defaults {
  /** Named in the diagnostics of what comes from here. */
  readonly file: string;
  readonly plain: Plain;
  /** Where a place of `plain` is written. */
  readonly locate: (path: string) => string;
}

const checkSchema = schemaCheck(schema, "item");

/**
 * Defaults as they were written, with all that is wrong with them by themselves: nothing has to be there, and all that is
 * there belongs into an item.
 */
export function readDefaults(written: unknown): Omit<Defaults, "file"> & { readonly problems: Problem[] } {
  const locate = locator(written);
  if (!isObject(written) || isTooDeep(written)) return { plain: {}, locate, problems: [noDefaults(written)] };
  const { value, problems } = toPlainForm(written);
  const plain = isObject(value) ? value : {};
  const wrong = checkSchema(withoutNulls(plain), seedSpellings)
    .filter(({ code }) => code !== "item.missing-key")
    .map((problem) => ({ ...problem, path: locate(problem.path) }));
  return { plain, locate, problems: [...problems, ...wrong] };
}

function noDefaults(written: unknown): Problem {
  return {
    path: "",
    code: "item.defaults",
    value: show(written),
    message: `Found ${show(written)}, but defaults are an object with keys of an item.`,
    hint: "See docs/authoring.md for what defaults hold; a folder without any needs no such file.",
  };
}
