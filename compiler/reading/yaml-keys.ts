import { type Document, isCollection, isMap, isPair, isScalar } from "yaml";

export interface RepeatedYamlKey {
  readonly key: string;
  readonly offset: number;
}

/**
 * Keys that are in their map already, in one pass: the parser's own check compares each key with all before it. Keys
 * are compared as they will be those of an object, in which 1 and "1" are the same.
 */
export function repeatedKeys(document: Document): RepeatedYamlKey[] {
  return within(document.contents);
}

function within(node: unknown): RepeatedYamlKey[] {
  if (isPair(node)) return [...within(node.key), ...within(node.value)];
  if (!isCollection(node)) return [];
  const inner = node.items.flatMap(within);
  return isMap(node) ? [...repeatedIn(node.items.map(({ key }) => key)), ...inner] : inner;
}

function repeatedIn(keys: readonly unknown[]): RepeatedYamlKey[] {
  const seen = new Set<string>();
  return keys.filter(isScalar).flatMap(({ value, range }) => {
    const key = String(value);
    if (seen.has(key)) return [{ key, offset: range?.[0] ?? 0 }];
    seen.add(key);
    return [];
  });
}
