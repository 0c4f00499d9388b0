import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { times } from "../../testing/items/times.js";
import { show } from "./show.js";

describe("show", () => {
  it("shows a value as JSON", () => {
    expect(show({ a: ["text", 1, true, null] })).toBe('{"a":["text",1,true,null]}');
  });

  it("cuts what is too long, without halving a character", () => {
    expect(show("x".repeat(100), 10)).toBe('"xxxxxxxx…');
    expect(show(`${"x".repeat(7)}🚀🚀`, 10)).toBe('"xxxxxxx…');
  });

  it("leaves out what lies deep", () => {
    expect(show({ a: { b: { c: { d: 1 } } } })).toBe('{"a":{"b":{"c":{"d":1}}}}');
    expect(show({ a: { b: { c: { d: { e: 1 } } } } })).toBe('{"a":{"b":{"c":{"d":"…"}}}}');
  });

  it("shows what JSON does not know", () => {
    expect([undefined, 1n, Number.NaN, Symbol("x")].map((value) => show(value))).toEqual([
      "undefined",
      '"1"',
      '"NaN"',
      "Symbol(x)",
    ]);
  });

  it("shows values that hold themselves", () => {
    const ring: unknown[] = [];
    ring.push(ring);
    expect(show(ring)).toBe('[[[["…"]]]]');
  });

  it("never throws and never exceeds its limit", () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withDate: true, withMap: true }), (value) => {
        expect(show(value, 30).length).toBeLessThanOrEqual(30);
      }),
      { numRuns: times(1000) },
    );
  });
});
