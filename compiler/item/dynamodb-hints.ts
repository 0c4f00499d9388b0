import { type Problem, type Schema, schemaAt, segmentsOf } from "../diagnostics/index.js";
import { isWrapped } from "./dynamodb-json.js";

/** A problem of an item in DynamoDB JSON, or of a table, with what to do there: every value has its type around. */
export function inDynamoDbTerms(
  problem: Problem,
  schema: Schema,
  written: unknown,
  located: string,
): Problem {
  if (problem.code !== "item.wrong-type") return { ...problem, hint: wrapExample(problem.hint) };
  const wanted = [schemaAt(schema, problem.path)?.type].flat().map(String);
  const found = valueAt(written, located);
  const better = JSON.stringify(wrap(asWanted(found, wanted)));
  return { ...problem, hint: `Write ${better}${isNull(found) ? ", or take the key out" : ""}.` };
}

/** `"EnvironmentOrder": ["Dev"]` in a hint becomes `"EnvironmentOrder": {"L":[{"S":"Dev"}]}`. */
function wrapExample(hint: string): string {
  return hint.replace(/("\w+": )(.+?)(?=, in the order|\.$)/, (whole, key: string, example: string) => {
    try {
      return key + JSON.stringify(wrap(JSON.parse(example)));
    } catch {
      return whole;
    }
  });
}

function valueAt(written: unknown, path: string): unknown {
  let value = written;
  for (const segment of segmentsOf(path)) value = (value as Record<string, unknown> | undefined)?.[segment];
  return value;
}

function isNull(found: unknown): boolean {
  return found === null || (isWrapped(found) && "NULL" in found);
}

/** What was probably meant: the text of a number or a switch, or else any value of the right type. */
function asWanted(found: unknown, wanted: readonly string[]): unknown {
  const inner = isWrapped(found) ? Object.values(found)[0] : found;
  const text = ["string", "number", "boolean"].includes(typeof inner) ? String(inner) : "";
  const is = (type: string) => wanted.includes(type);
  if (is("boolean") && /^(true|yes|on)$/i.test(text)) return true;
  if (is("boolean") && /^(false|no|off)$/i.test(text)) return false;
  if (is("integer")) return /^[0-9]+$/.test(text) ? Number(text) : 1;
  if (is("string")) return isNull(found) || text === "" ? "text" : text;
  if (is("boolean")) return true;
  return is("array") ? [] : {};
}

function wrap(value: unknown): unknown {
  if (typeof value === "string") return { S: value };
  if (typeof value === "number") return { N: String(value) };
  if (typeof value === "boolean") return { BOOL: value };
  if (Array.isArray(value)) return { L: value.map(wrap) };
  if (typeof value !== "object" || value === null) return { NULL: true };
  return { M: Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, wrap(inner)])) };
}
