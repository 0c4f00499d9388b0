export type Value = string | number | boolean | null | readonly Value[] | Json;

export interface Json {
  readonly [key: string]: Value;
}

export function isJsonObject(value: Value | undefined): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** What stands at a place; undefined where there is nothing. */
export function tryAt(value: Value, ...path: readonly (string | number)[]): Value | undefined {
  return path.reduce<Value | undefined>((inner, key) => {
    if (isList(inner)) return inner[Number(key)];
    return isJsonObject(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined;
  }, value);
}

/** What stands at a place, which must hold something. */
export function at(value: Value, ...path: readonly (string | number)[]): Value {
  const found = tryAt(value, ...path);
  if (found === undefined) throw new Error(`Nothing at ${path.join(".")} of ${JSON.stringify(value)}.`);
  return found;
}

export function textAt(value: Value, ...path: readonly (string | number)[]): string {
  const text = at(value, ...path);
  if (typeof text !== "string") throw new Error(`No text at ${path.join(".")}: ${JSON.stringify(text)}.`);
  return text;
}

export function listAt(value: Value, ...path: readonly (string | number)[]): readonly Value[] {
  const list = at(value, ...path);
  if (!isList(list)) throw new Error(`No list at ${path.join(".")}: ${JSON.stringify(list)}.`);
  return list;
}

/** The members of an object at a place; none where there is nothing. */
export function membersAt(value: Value, ...path: readonly (string | number)[]): [string, Value][] {
  const found = tryAt(value, ...path);
  return isJsonObject(found) ? Object.entries(found) : [];
}

/** A copy in which every string, keys included, is changed. */
export function mapTexts(value: Value, change: (text: string) => string): Value {
  if (typeof value === "string") return change(value);
  if (isList(value)) return value.map((inner) => mapTexts(inner, change));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [change(key), mapTexts(inner, change)]),
  );
}

/** Every string of a value, without its keys. */
export function textsIn(value: Value): string[] {
  if (typeof value === "string") return [value];
  if (isList(value)) return value.flatMap(textsIn);
  return isJsonObject(value) ? Object.values(value).flatMap(textsIn) : [];
}

/** Every key of a value. */
export function keysIn(value: Value): string[] {
  if (isList(value)) return value.flatMap(keysIn);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...keysIn(inner)]);
}
