export type Plain = Record<string, unknown>;

export function isObject(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Sets a key as data: `__proto__` stays an ordinary key, so that the schema can refuse it. */
export function define(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
}

export function mapValues(map: Plain, change: (value: unknown, key: string) => unknown): Plain {
  const changed: Plain = {};
  for (const [key, value] of Object.entries(map)) define(changed, key, change(value, key));
  return changed;
}
