/** What an object that anybody may have made holds by this name itself; undefined where it is none, or holds nothing. */
export function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}
