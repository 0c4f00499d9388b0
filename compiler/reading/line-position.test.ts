import fc from "fast-check";
import { expect, it } from "vitest";
import { times } from "../../testing/items/times.js";
import { linePosition, linePositions } from "./line-position.js";

it.each([
  ["", 0, 1, 1],
  ["ab", 1, 1, 2],
  ["a\nb", 1, 1, 2],
  ["a\nb", 2, 2, 1],
  ["a\r\nb", 3, 2, 1],
  ["a\n\n", 3, 3, 1],
])("in %j, offset %d is line %d, column %d", (text, offset, line, column) => {
  expect(linePosition(text, offset)).toEqual({ line, column });
});

it("agrees with counting the lines before", () => {
  const unit = fc.constantFrom("a", "\n", "\r");
  fc.assert(
    fc.property(fc.string({ unit }), fc.nat(20), (text, at) => {
      const offset = Math.min(at, text.length);
      const before = text.slice(0, offset).split("\n");
      expect(linePositions(text)(offset)).toEqual({
        line: before.length,
        column: (before.at(-1) ?? "").length + 1,
      });
    }),
    { numRuns: times(1000) },
  );
});
