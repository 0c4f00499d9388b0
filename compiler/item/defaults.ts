import { type Problem, schemaCheck, show } from "../diagnostics/index.js";
import schema from "./item.schema.json" with { type: "json" };
import { locator, seedSpellings } from "./locate.js";
import { isObject } from "./objects.js";
import { toPlainForm } from "./plain-form.js";
import { isTooDeep } from "./text-checks.js";
import { withoutNulls } from "./with-defaults.js";

/** What items of a folder leave out. */
export interface Defaults {
  /** Named in the diagnostics of what comes from here. */
  readonly file: string;
  /** As it is written. */
  readonly value: unknown;
}

const checkSchema = schemaCheck(schema, "item");

/** All that is wrong with defaults by themselves: nothing has to be there, and all that is there belongs into an item. */
export function checkItemDefaults(written: unknown): Problem[] {
  if (!isObject(written) || isTooDeep(written)) return [noDefaults(written)];
  const { value, problems } = toPlainForm(written);
  const locate = locator(written);
  const wrong = checkSchema(withoutNulls(value), seedSpellings)
    .filter(({ code }) => code !== "item.missing-key")
    .map((problem) => ({ ...problem, path: locate(problem.path) }));
  return [...problems, ...wrong];
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
