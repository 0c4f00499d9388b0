import type { Arguments } from "./resource-type.fixture.js";

/** The arguments with one of them, or one of a block's (`block.argument`), otherwise. */
export function changed(all: Arguments, path: string, value: unknown): Arguments {
  const [name = "", ...rest] = path.split(".");
  if (rest.length === 0) return { ...all, [name]: value };
  return { ...all, [name]: changed((all[name] ?? {}) as Arguments, rest.join("."), value) };
}

export function without(all: Arguments, path: string): Arguments {
  const [name = "", ...rest] = path.split(".");
  if (rest.length > 0) return { ...all, [name]: without((all[name] ?? {}) as Arguments, rest.join(".")) };
  const { [name]: _, ...others } = all;
  return others;
}

/**
 * What is answered otherwise than expected, as lines `path: expected …, answered …`. A block that was given as an
 * object is answered as a list of one; texts that are JSON are compared by what they say; patterns stand between slashes.
 */
export function differences(expected: unknown, answered: unknown, path = ""): string[] {
  if (typeof expected === "string" && expected.includes("${")) return [];
  if (Array.isArray(expected)) return listDifferences(expected, answered, path);
  if (typeof expected === "object" && expected !== null) {
    const whole = Array.isArray(answered) && answered.length === 1 ? answered[0] : answered;
    const members = (whole ?? {}) as Arguments;
    return Object.entries(expected).flatMap(([name, value]) =>
      differences(value, members[name], path ? `${path}.${name}` : name),
    );
  }
  return isSame(expected, answered)
    ? []
    : [`${path}: expected ${JSON.stringify(expected)}, answered ${JSON.stringify(answered)}`];
}

function listDifferences(expected: readonly unknown[], answered: unknown, path: string): string[] {
  const items = Array.isArray(answered) ? answered : [];
  const missing = expected.filter((each) => !items.some((item) => differences(each, item).length === 0));
  if (missing.length === 0 && items.length === expected.length) return [];
  return [`${path}: expected ${JSON.stringify(expected)}, answered ${JSON.stringify(answered)}`];
}

function isSame(expected: unknown, answered: unknown): boolean {
  if (typeof expected !== "string" || typeof answered !== "string") {
    return (
      expected === answered ||
      String(expected) === String(answered) ||
      (isEmpty(expected) && isEmpty(answered))
    );
  }
  if (/^\/.*\/$/s.test(expected)) return new RegExp(expected.slice(1, -1)).test(answered);
  return expected === answered || (parsed(expected) !== undefined && parsed(expected) === parsed(answered));
}

/** A JSON document with its keys in order. */
function parsed(text: string): string | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.stringify(ordered(JSON.parse(text)));
  } catch {
    return undefined;
  }
}

/** Whether two values are the same, whatever the order of their keys. */
export function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(ordered(one)) === JSON.stringify(ordered(other));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([name, each]): [string, unknown] => [name, ordered(each)]);
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Where two answers about one resource differ; what is empty, false or zero counts as absent, as the provider has it. */
export function unlike(one: Arguments, other: Arguments, ignored: readonly string[]): string[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names]
    .filter((name) => !ignored.includes(name) && name !== "timeouts")
    .filter((name) => JSON.stringify(bare(one[name])) !== JSON.stringify(bare(other[name])))
    .map((name) => `${name}: ${JSON.stringify(one[name])}, imported ${JSON.stringify(other[name])}`);
}

function bare(value: unknown): unknown {
  if (Array.isArray(value)) return isEmpty(value) ? undefined : value.map(bare);
  if (typeof value !== "object" || value === null) return isEmpty(value) ? undefined : value;
  const kept = Object.entries(value)
    .map(([name, each]): [string, unknown] => [name, bare(each)])
    .filter(([, each]) => each !== undefined);
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

function isEmpty(value: unknown): boolean {
  if (!value) return true;
  return Array.isArray(value)
    ? value.length === 0
    : typeof value === "object" && Object.keys(value).length === 0;
}
