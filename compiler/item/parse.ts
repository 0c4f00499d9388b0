import { type Problem, type Result, schemaCheck, show, unwrap } from "../diagnostics/index.js";
import { defaultSettings, type Settings } from "../settings/index.js";
import { canonical } from "./canonical.js";
import { checkItem } from "./checks.js";
import type { Defaults } from "./defaults.js";
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
import { joined, layerOf } from "./with-defaults.js";

export interface ParseOptions {
  /** Default: the documented defaults. */
  readonly settings?: Settings;
  /** Named in diagnostics. Default `-`. */
  readonly file?: string;
  /** The item is in a table: hints speak of DynamoDB's types, as they do of DynamoDB JSON. */
  readonly inTable?: boolean;
  /** What the item leaves out, the nearest first; a problem with it is told in its own file. Default: none. */
  readonly defaults?: readonly Defaults[];
}

/** A problem in another file than the item's. */
type Placed = Problem & { readonly file?: string };

/** Reads one item: a plain object or DynamoDB JSON, in seed form, plain form or both mixed. */
export function safeParseItem(written: unknown, options: ParseOptions = {}): Result<Item> {
  const { settings = defaultSettings(), file = "-", inTable = false, defaults = [] } = options;
  const { item, problems } = checkWritten(written, settings, inTable, defaults);
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

/** The item with its defaults, in plain form: what the table is to hold. Checks nothing. */
export function withDefaults(written: unknown, defaults: readonly Defaults[]): Plain {
  const whole = joined([inPlainForm(written), ...plainOf(defaults)]);
  return isObject(whole) ? whole : {};
}

function plainOf(defaults: readonly Defaults[]): Plain[] {
  return defaults.map(({ plain }) => plain);
}

/** Where a place of the whole item is written: in the item itself (then `file` is undefined), or in its defaults. */
export function placesIn(written: unknown, defaults: readonly Defaults[]) {
  const own = { locate: locator(written), file: undefined };
  let plain: readonly Plain[] | undefined;
  return (path: string): { readonly path: string; readonly file?: string } => {
    plain ??= [inPlainForm(written), ...plainOf(defaults)];
    const { locate, file } = [own, ...defaults][layerOf(path, plain)] ?? own;
    return { path: locate(path), ...(file !== undefined && { file }) };
  };
}

function checkWritten(
  written: unknown,
  settings: Settings,
  inTable: boolean,
  defaults: readonly Defaults[],
): { item?: Item; problems: Placed[] } {
  if (!isObject(written)) return { problems: [noItem(written)] };
  if (isTooDeep(written)) return { problems: [tooDeep()] };
  const unwrapped = unwrapItem(written);
  const plain = toPlainForm(unwrapped.value);
  const whole = joined([plain.value, ...plainOf(defaults)]);
  const checked = checkPlain(whole, settings);
  const placeOf = placesIn(written, defaults);
  const isTyped = inTable || isDynamoDbJson(written);
  const located: Placed[] = [...plain.problems, ...checked.problems].map((problem) => {
    const place = placeOf(problem.path);
    const isOwn = isTyped && place.file === undefined;
    return { ...(isOwn ? inDynamoDbTerms(problem, schema, written, place.path) : problem), ...place };
  });
  const first = [...unwrapped.problems, ...checkSize(defaults.length > 0 ? whole : unwrapped.value)];
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
function notYetSaid<T extends Placed>(problems: readonly T[], said: readonly Placed[]): T[] {
  const places = new Set(said.map(placeText));
  return problems.filter((problem) => !places.has(placeText(problem)));
}

function placeText({ file = "", path }: Placed): string {
  return JSON.stringify([file, path]);
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
