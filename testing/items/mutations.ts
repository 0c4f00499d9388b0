import fc from "fast-check";

type Place = readonly (string | number)[];

/** The same value with the keys of every object in another order. */
export function shuffled(value: unknown): fc.Arbitrary<unknown> {
  if (Array.isArray(value)) return fc.tuple(...value.map(shuffled));
  if (typeof value !== "object" || value === null) return fc.constant(value);
  const entries = Object.entries(value).map(([key, inner]) => fc.tuple(fc.constant(key), shuffled(inner)));
  return fc
    .tuple(...entries)
    .chain((all) => fc.shuffledSubarray(all, { minLength: all.length }))
    .map((all) => Object.fromEntries(all));
}

/** Values that are wrong almost anywhere, and some that are merely odd. */
const oddValues = fc.oneof(
  fc.constantFrom(undefined, null, true, "true", "", "<placeholder>", "\u0000", "\ud800", "..", 0, -1, 1e21),
  fc.constantFrom([], {}, [[]], ["a", "a"], { S: "x" }, { M: {} }, { L: [] }, { SS: ["b", "a"] }),
  fc.constantFrom('${file("/etc/passwd")}', "${TfToken[TOKEN.0]}", "Alpha", "S3", "CodeConnections"),
  fc.jsonValue(),
);

const oddKeys = fc.oneof(
  fc.constantFrom(
    "__proto__",
    "constructor",
    "toString",
    "Deploy",
    "Run",
    "Type",
    "S",
    "M",
    "Order",
    "a/b",
    "",
  ),
  fc.string(),
);

/** The value with up to three changes: something else, nothing, or something more, at any place. */
export function mutated(value: unknown): fc.Arbitrary<unknown> {
  const places = placesIn(value);
  const change = fc.tuple(
    fc.constantFrom(...places),
    fc.constantFrom("replace", "remove", "add"),
    oddKeys,
    oddValues,
  );
  return fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) =>
    changes.reduce((changed, [place, kind, key, odd]) => {
      if (kind === "add") return changedAt(changed, place, (at) => withKey(at, key, odd));
      return changedAt(changed, place, () => (kind === "remove" ? gone : odd));
    }, value),
  );
}

const gone = Symbol("gone");

function placesIn(value: unknown, at: Place = []): Place[] {
  if (typeof value !== "object" || value === null) return [at];
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return [
    at,
    ...keys.flatMap((key) => placesIn((value as Record<string | number, unknown>)[key], [...at, key])),
  ];
}

function withKey(value: unknown, key: string, added: unknown): unknown {
  const isPlain = typeof value === "object" && value !== null && !Array.isArray(value);
  return isPlain ? Object.fromEntries([...Object.entries(value), [key, added]]) : added;
}

function changedAt(value: unknown, [key, ...rest]: Place, change: (value: unknown) => unknown): unknown {
  if (key === undefined) return withoutGone(change(value));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, inner]) => {
    const next = name === String(key) ? changeInner(inner, rest, change) : inner;
    return next === gone ? [] : [[name, next] as const];
  });
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}

function changeInner(value: unknown, rest: Place, change: (value: unknown) => unknown): unknown {
  return rest.length === 0 ? change(value) : changedAt(value, rest, change);
}

function withoutGone(value: unknown): unknown {
  return value === gone ? undefined : value;
}
