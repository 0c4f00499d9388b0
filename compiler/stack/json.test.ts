import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { times } from "../../testing/items/times.js";
import { cdktfJson } from "./json.js";

describe("JSON", () => {
  it("has its keys sorted, two spaces, and every closing bracket on a line of its own", () => {
    expect(cdktfJson({ b: [1, "two", null], a: { d: [], c: {} }, A: false })).toBe(
      [
        "{",
        '  "A": false,',
        '  "a": {',
        '    "c": {',
        "    },",
        '    "d": [',
        "    ]",
        "  },",
        '  "b": [',
        "    1,",
        '    "two",',
        "    null",
        "  ]",
        "}",
      ].join("\n"),
    );
  });

  it("leaves out members that are undefined and keeps the place of such items", () => {
    expect(JSON.parse(cdktfJson({ a: undefined, b: [undefined] }))).toEqual({ b: [null] });
  });

  it("reads back as what was written, whatever it was", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(cdktfJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: times(1000) },
    );
  });

  it("is the same whatever the order of the keys", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(cdktfJson(turned)).toBe(cdktfJson(value));
      }),
    );
  });
});
