import { pointer, segmentsOf } from "../diagnostics/index.js";
import { isDynamoDbJson, isWrapped } from "./dynamodb-json.js";
import { isObject } from "./objects.js";
import { seedEnvironmentKeys, seedTestKeys } from "./plain-form.js";

/**
 * Where a place of the plain form stands in what the user wrote: the way back through the seed form's
 * spelling and DynamoDB's type wrappers. Worked out only when there is something to say.
 */
export function locate(written: unknown, plainPath: string): string {
  return locator(written)(plainPath);
}

/** As `locate`, for many places: which form the item has is found out once. */
export function locator(written: unknown): (plainPath: string) => string {
  const wrapped = isDynamoDbJson(written);
  return (plainPath) => {
    const plain = segmentsOf(plainPath);
    const found: string[] = [];
    let node: unknown = written;
    for (const [depth, segment] of plain.entries()) {
      if (wrapped && depth > 0) node = enterWrapper(node, found);
      const key = keyIn(node, segment, spellings(plain.slice(0, depth), segment));
      found.push(key);
      node = isObject(node) || Array.isArray(node) ? (node as Record<string, unknown>)[key] : undefined;
    }
    return pointer(...found);
  };
}

function enterWrapper(node: unknown, found: string[]): unknown {
  const [type, inner] = isWrapped(node) ? (Object.entries(node)[0] ?? []) : [];
  if (type === undefined) return node;
  found.push(type);
  return inner;
}

function keyIn(node: unknown, segment: string, others: readonly string[]): string {
  if (!isObject(node) || Object.hasOwn(node, segment)) return segment;
  return others.find((other) => Object.hasOwn(node, other)) ?? segment;
}

/** All keys in the seed form's spelling that are known at a place of the plain form. */
export function seedSpellings(plainPath: string): string[] {
  const [top, environment, tests, test, ...deeper] = segmentsOf(plainPath);
  if (top !== "DeploymentConfigurations" || environment === undefined || deeper.length > 0) return [];
  if (tests === undefined) return Object.keys(seedEnvironmentKeys(environment));
  return tests === "Tests" && test !== undefined ? Object.keys(seedTestKeys(environment, test)) : [];
}

/** The seed form's spellings of a key at a place of the plain form. */
function spellings(path: readonly string[], segment: string): string[] {
  const [top, environment, tests, test] = path;
  if (top !== "DeploymentConfigurations" || environment === undefined) return [];
  if (path.length === 2) return keysOf(seedEnvironmentKeys(environment), segment);
  if (tests !== "Tests") return [];
  if (path.length === 3) return [`${environment}${segment}Tests`];
  return test === undefined ? [] : keysOf(seedTestKeys(environment, test), segment);
}

function keysOf(names: Record<string, string>, name: string): string[] {
  return Object.keys(names).filter((key) => names[key] === name);
}
