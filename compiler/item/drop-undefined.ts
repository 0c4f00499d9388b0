import { define, isObject, type Plain } from "./objects.js";

/** Without the keys that hold undefined, which an object of JavaScript may have and no file has: they are absent. */
export function dropUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(dropUndefined);
  if (!isObject(value) || !isPlain(value)) return value;
  const kept: Plain = {};
  for (const [key, inner] of Object.entries(value)) {
    if (inner !== undefined) define(kept, key, dropUndefined(inner));
  }
  return kept;
}

/** No set, map or date, which stay what they are for the checks. */
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
