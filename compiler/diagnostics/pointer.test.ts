import { expect, it } from "vitest";
import { pointer, segmentsOf } from "./pointer.js";

it("joins segments, and escapes what a pointer uses itself", () => {
  expect(pointer("Tests", "a/b~c", 0)).toBe("/Tests/a~1b~0c/0");
  expect(pointer()).toBe("");
});

it("takes a pointer apart again", () => {
  for (const segments of [[], [""], ["a/b", "~1", "~0", ""], ["__proto__"]]) {
    expect(segmentsOf(pointer(...segments))).toEqual(segments);
  }
});
