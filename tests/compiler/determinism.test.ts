import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryConfiguration } from "../../testing/items/arbitrary-item.js";
import { bytesOf } from "../../testing/items/compile.js";
import type { Configuration } from "../../testing/items/configuration.js";
import { plainFormOf, toDynamoDbJson, toSeedForm } from "../../testing/items/item-forms.js";
import { times } from "../../testing/items/times.js";

const runs = { numRuns: times(300) };
const timeout = times(180_000);

/** A copy whose objects have their keys in another order, at every depth. */
function shuffled(value: unknown, random: (below: number) => number): unknown {
  if (Array.isArray(value)) return value.map((inner) => shuffled(inner, random));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, shuffled(inner, random)] as const);
  const keyed = entries.map((entry) => [random(2 ** 30), entry] as const).sort(([a], [b]) => a - b);
  return Object.fromEntries(keyed.map(([, entry]) => entry));
}

/** Numbers that follow from a seed: a linear congruential generator, of which only the high bits are taken. */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const spelling = fc.constantFrom<(configuration: Configuration) => unknown>(
  plainFormOf,
  toSeedForm,
  (configuration) => toDynamoDbJson(plainFormOf(configuration)),
  (configuration) => toDynamoDbJson(toSeedForm(configuration)),
);

describe("compiling", () => {
  it(
    "gives the same bytes whatever the order of the attributes and the spelling",
    () => {
      fc.assert(
        fc.property(arbitraryConfiguration, spelling, fc.nat(), (configuration, spell, seed) => {
          const written = shuffled(spell(configuration), numbersFrom(seed));
          expect(bytesOf(written)).toBe(bytesOf(plainFormOf(configuration)));
        }),
        runs,
      );
    },
    timeout,
  );
});

describe("shuffled", () => {
  it("changes the order of keys, and nothing else", () => {
    const value = { a: [{ b: 1, c: 2, d: 3 }], e: { f: "x", g: null }, h: true, i: 1, j: 2 };
    const orders = new Set(
      Array.from({ length: 20 }, (_, seed) => JSON.stringify(shuffled(value, numbersFrom(seed)))),
    );
    expect(orders.size).toBeGreaterThan(5);
    expect(shuffled(value, numbersFrom(1))).toEqual(value);
  });
});
