import { type Problem, type Result, schemaCheck, show, unwrap } from "../diagnostics/index.js";
import { defaultSettings, type Settings } from "../settings/index.js";
import { canonical } from "./canonical.js";
import { checkItem } from "./checks.js";
import { dropUndefined } from "./drop-undefined.js";
import { inDynamoDbTerms } from "./dynamodb-hints.js";
import { fromDynamoDbJson, isDynamoDbJson } from "./dynamodb-json.js";
import { checkInvisible } from "./invisible-checks.js";
import type { Item } from "./item.js";
import schema from "./item.schema.json" with { type: "json" };
import { checkSize } from "./item-size.js";
import { locator, seedSpellings } from "./locate.js";
import { isObject, type Plain } from "./objects.js";
import { omit } from "./omit.js";
import { bearsOnOrder, orderInSet, orderOf } from "./order.js";
import { toPlainForm } from "./plain-form.js";
import type { PlainItem } from "./plain-item.js";
import { checkText, isTooDeep, maximumDepth, wantedAt } from "./text-checks.js";

export interface ParseOptions {
  /** Default: the documented defaults. */
  readonly settings?: Settings;
  /** Named in diagnostics. Default `-`. */
  readonly file?: string;
  /** The item is in a table: hints speak of DynamoDB's types, as they do of DynamoDB JSON. */
  readonly inTable?: boolean;
}

/** Reads one item: a plain object or DynamoDB JSON, in seed form, plain form or both mixed. */
export function safeParseItem(written: unknown, options: ParseOptions = {}): Result<Item> {
  const { settings = defaultSettings(), file = "-", inTable = false } = options;
  const { item, problems } = checkWritten(written, settings, inTable);
  if (item) return { ok: true, value: item };
  return { ok: false, diagnostics: problems.map((problem) => ({ file, ...problem })) };
}

/** As `safeParseItem`, but throws an `InvalidInputError` that holds every diagnostic. */
export function parseItem(written: unknown, options: ParseOptions = {}): Item {
  return unwrap(safeParseItem(written, options));
}

/** What somebody wrote in plain form: without DynamoDB's wrapping and the seed's spelling. Checks nothing. */
export function inPlainForm(written: unknown): Plain {
  const unwrapped = isObject(written) ? unwrapItem(written).value : written;
  const { value } = toPlainForm(unwrapped);
  return isObject(value) ? value : {};
}

function checkWritten(
  written: unknown,
  settings: Settings,
  inTable: boolean,
): { item?: Item; problems: Problem[] } {
  if (!isObject(written)) return { problems: [noItem(written)] };
  if (isTooDeep(written)) return { problems: [tooDeep()] };
  const unwrapped = unwrapItem(written);
  const plain = toPlainForm(unwrapped.value);
  const checked = checkPlain(plain.value, settings);
  const locate = locator(written);
  const isTyped = inTable || isDynamoDbJson(written);
  const located = [...plain.problems, ...checked.problems].map((problem) => {
    const path = locate(problem.path);
    return { ...(isTyped ? inDynamoDbTerms(problem, schema, written, path) : problem), path };
  });
  const first = [...unwrapped.problems, ...checkSize(unwrapped.value)];
  const problems = [...first, ...notYetSaid(located, first)];
  return problems.length > 0 ? { problems } : { item: checked.item(), problems };
}

function unwrapItem(written: Plain): { value: unknown; problems: Problem[] } {
  if (!isDynamoDbJson(written)) return { value: dropUndefined(written), problems: [] };
  const { value, problems } = fromDynamoDbJson(written);
  return { value, problems: [...problems, ...orderInSet(written)] };
}

const checkSchema = schemaCheck(schema, "item");
const wanted = (path: string) => wantedAt(schema, path);

/** All problems of an item in plain form; without any, `item` gives the canonical form. */
function checkPlain(plain: unknown, settings: Settings): { item: () => Item; problems: Problem[] } {
  const unprintable = checkText(plain, wanted);
  const text = [...unprintable, ...notYetSaid(checkInvisible(plain, schema), unprintable)];
  const shape = notYetSaid(checkSchema(plain, seedSpellings), text);
  const refused = [...text, ...shape];
  const sound = omit(
    plain,
    refused.map(({ path }) => path),
  ) as PlainItem;
  const order = orderOf(sound);
  const orderProblems = refused.some(({ path }) => bearsOnOrder(path)) ? [] : order.problems;
  const further = notYetSaid([...checkItem(sound, settings), ...orderProblems], refused);
  return { item: () => canonical(sound, order.waves, settings), problems: [...refused, ...further] };
}

/** Without what only follows from a problem that has been said of the same place. */
function notYetSaid(problems: readonly Problem[], said: readonly Problem[]): Problem[] {
  const places = new Set(said.map(({ path }) => path));
  return problems.filter(({ path }) => !places.has(path));
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
