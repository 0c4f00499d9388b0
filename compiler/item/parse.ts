import {
  type Problem,
  pointer,
  type Result,
  schemaCheck,
  segmentsOf,
  show,
  unwrap,
} from "../diagnostics/index.js";
import { defaultSettings, type Settings } from "../settings/index.js";
import { canonical } from "./canonical.js";
import { checkItem } from "./checks.js";
import { fromDynamoDbJson, isDynamoDbJson } from "./dynamodb-json.js";
import { checkText, isTooDeep, maximumDepth } from "./hygiene.js";
import type { Item } from "./item.js";
import schema from "./item.schema.json" with { type: "json" };
import { locate, spellings } from "./locate.js";
import { isObject, type Plain } from "./objects.js";
import { orderOf } from "./order.js";
import { toPlainForm } from "./plain-form.js";
import type { PlainItem } from "./plain-item.js";

export interface ParseOptions {
  /** Default: the documented defaults. */
  readonly settings?: Settings;
  /** Named in diagnostics. Default `-`. */
  readonly file?: string;
}

/** Reads one item: a plain object or DynamoDB JSON, in seed form, plain form or both mixed. */
export function safeParseItem(written: unknown, options: ParseOptions = {}): Result<Item> {
  const { settings = defaultSettings(), file = "-" } = options;
  const { item, problems } = checkWritten(written, settings);
  if (item) return { ok: true, value: item };
  return { ok: false, diagnostics: problems.map((problem) => ({ file, ...problem })) };
}

/** As `safeParseItem`, but throws an `InvalidInputError` that holds every diagnostic. */
export function parseItem(written: unknown, options: ParseOptions = {}): Item {
  return unwrap(safeParseItem(written, options));
}

function checkWritten(written: unknown, settings: Settings): { item?: Item; problems: Problem[] } {
  if (!isObject(written)) return { problems: [noItem(written)] };
  if (isTooDeep(written)) return { problems: [tooDeep()] };
  const unwrapped = isDynamoDbJson(written) ? fromDynamoDbJson(written) : { value: written, problems: [] };
  const plain = toPlainForm(unwrapped.value);
  const checked = checkPlain(plain.value, settings);
  const located = [...plain.problems, ...checked.problems].map((problem) => ({
    ...problem,
    path: locate(written, problem.path),
  }));
  const all = [...unwrapped.problems, ...located];
  return all.length > 0 ? { problems: all } : { item: checked.item(), problems: all };
}

const checkSchema = schemaCheck(schema, "item");

/** All problems of an item in plain form; without any, `item` gives the canonical form. */
function checkPlain(plain: unknown, settings: Settings): { item: () => Item; problems: Problem[] } {
  const text = checkText(plain);
  const unreadable = new Set(text.map((problem) => problem.path));
  const shape = checkSchema(plain, seedSpellings).filter((problem) => !unreadable.has(problem.path));
  const sound = without(plain, [...unreadable, ...shape.map((problem) => problem.path)]) as PlainItem;
  const order = orderOf(sound);
  const problems = [...text, ...shape, ...checkItem(sound, settings), ...order.problems];
  return { item: () => canonical(sound, order.names, settings), problems };
}

function seedSpellings(path: string): string[] {
  const place = segmentsOf(path);
  const keys = place.length === 2 ? environmentKeys : testKeys;
  return keys.flatMap((key) => spellings(place, key));
}

const environmentKeys = ["AwsAccountId", "Deploy", "ManualApproval"];
const testKeys = ["Run", "Repository", "Branch", "BuildSpec", "BuildImage"];

/** The value without what stands at the given places, so that the checks that follow see sound parts only. */
function without(value: unknown, paths: readonly string[]): unknown {
  if (paths.length === 0) return value;
  const gone = new Set(paths.filter((path) => path !== ""));
  const prune = (node: unknown, path: string): unknown => {
    if (Array.isArray(node)) {
      return node.flatMap((inner, index) =>
        gone.has(`${path}/${index}`) ? [] : [prune(inner, `${path}/${index}`)],
      );
    }
    return isObject(node) ? pruneObject(node, path) : node;
  };
  const pruneObject = (node: Plain, path: string): Plain =>
    Object.fromEntries(
      Object.entries(node).flatMap(([key, inner]) => {
        const at = path + pointer(key);
        return gone.has(at) ? [] : [[key, prune(inner, at)]];
      }),
    );
  return prune(value, "");
}

function noItem(written: unknown): Problem {
  return {
    path: "",
    code: "item.wrong-type",
    value: show(written),
    message: `Found ${show(written)}, but an item is an object with the keys RepoName and RepoTag.`,
    hint: "See docs/configuration.md for what an item holds.",
  };
}

function tooDeep(): Problem {
  return {
    path: "",
    code: "item.too-deep",
    message: `The item is nested more than ${maximumDepth} levels deep, deeper than DynamoDB holds.`,
    hint: "See docs/configuration.md for what an item holds.",
  };
}
