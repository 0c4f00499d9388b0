import { tmpdir } from "node:os";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Diagnostic, formatDiagnostic } from "../../compiler/diagnostics/index.js";
import { safeParseItem } from "../../compiler/item/index.js";
import { safeBuildPipeline } from "../../compiler/pipeline/index.js";
import { renderStack } from "../../compiler/stack/index.js";
import { arbitraryConfiguration } from "../../testing/items/arbitrary-item.js";
import { hostileTexts } from "../../testing/items/arbitrary-text.js";
import { plainFormOf, toDynamoDbJson, toSeedForm } from "../../testing/items/item-forms.js";
import { environment, itemWith, test } from "../../testing/items/items.js";
import { permissiveSettings as settings } from "../../testing/items/permissive-settings.js";
import { times } from "../../testing/items/times.js";

const runs = { numRuns: times(300) };
const timeout = times(180_000);

/** The bytes of what was written, or what is wrong with it; whatever else happens fails the test. */
function outcomeOf(written: unknown): string | readonly Diagnostic[] {
  const parsed = safeParseItem(written, { settings });
  if (!parsed.ok) return parsed.diagnostics;
  const built = safeBuildPipeline(parsed.value, { settings });
  return built.ok ? renderStack(built.value, settings, tmpdir()) : built.diagnostics;
}

function expectOutputOrDiagnostics(written: unknown): void {
  const outcome = outcomeOf(written);
  if (typeof outcome === "string") {
    expect(Object.keys(JSON.parse(outcome))).toContain("resource");
    return;
  }
  expect(outcome.length).toBeGreaterThan(0);
  for (const diagnostic of outcome) expectSayable(diagnostic);
}

/** Says something, to a person: no stack trace, no object, no character that a terminal would obey. */
function expectSayable(diagnostic: Diagnostic): void {
  expect(diagnostic.code).toMatch(/^(item|pipeline)\.[a-z-]+$/);
  expect(diagnostic.message).not.toBe("");
  const text = formatDiagnostic(diagnostic);
  expect(text).not.toMatch(/\n {4}at |\[object /);
  expect(text.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
}

/** Values that nobody expects at the place where they stand. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    undefined,
    true,
    0,
    -1,
    1e21,
    Number.NaN,
    "",
    " ",
    [],
    {},
    [[]],
    "\u0000",
    "\ud800",
  ),
  fc.constantFrom<unknown>(...hostileTexts),
  fc.constantFrom<unknown>(
    { S: "x" },
    { M: {} },
    { M: { Item: { M: {} } } },
    { constructor: { prototype: 1 } },
  ),
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.constant("x".repeat(400_000)),
  fc.anything({ maxDepth: 2, withNullPrototype: true, withBigInt: true, withDate: true }),
);

/** A copy with another value, or none, at one of its places. */
function mutated(value: unknown, place: number, to: unknown): unknown {
  const places = placesIn(value);
  const [path = []] = places.slice(place % places.length);
  return withValueAt(value, path, to);
}

function placesIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...path, key]))];
}

function withValueAt(value: unknown, [key, ...rest]: readonly string[], to: unknown): unknown {
  if (key === undefined) return to;
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
  return Object.assign(copy, { [key]: withValueAt(Reflect.get(copy, key), rest, to) });
}

describe("whatever is written, the result is output or diagnostics", () => {
  it("for any value", () => {
    fc.assert(fc.property(odd, expectOutputOrDiagnostics), runs);
  });

  it(
    "for a valid item with an odd value at one place or two",
    () => {
      const spelling = fc.constantFrom<(typeof plainFormOf)[]>([plainFormOf], [toSeedForm]);
      const dynamoDb = fc.boolean();
      fc.assert(
        fc.property(
          arbitraryConfiguration,
          spelling,
          dynamoDb,
          fc.array(fc.tuple(fc.nat(), odd), { minLength: 1, maxLength: 2 }),
          (configuration, [spell = plainFormOf], marshalled, changes) => {
            const item = spell(configuration);
            const written: unknown = marshalled ? toDynamoDbJson(item) : item;
            expectOutputOrDiagnostics(
              changes.reduce((changed, [place, to]) => mutated(changed, place, to), written),
            );
          },
        ),
        runs,
      );
    },
    timeout,
  );

  it("for an item as large as DynamoDB takes, 400 KB", () => {
    const variables = Object.fromEntries(
      Array.from({ length: 100 }, (_, index) => [`V${index}`, "${x}".repeat(1000)]),
    );
    expect(typeof outcomeOf(itemWith({}, { EnvironmentVariables: variables }))).toBe("string");
  });

  it("for as many environments and tests as AWS takes, and for more", () => {
    const environments = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          `environment-${index}`.padEnd(40, "x"),
          environment({ Order: index, Tests: { ["t".repeat(32)]: test() } }),
        ]),
      );
    const written = (count: number) => itemWith(environments(count), { EnvironmentOrder: undefined });
    expect(typeof outcomeOf(written(48))).toBe("string");
    expect(outcomeOf(written(500))).toMatchObject([
      { code: "pipeline.too-many-stages" },
      { code: "pipeline.too-many-actions" },
    ]);
  });
});
