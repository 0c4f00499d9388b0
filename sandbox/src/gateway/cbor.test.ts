import { expect, it } from "vitest";
import { encodeCborMap } from "./cbor.js";

/** By hand from RFC 8949: a map is 0xa0 + pairs, a text 0x60 + bytes, or 0x79 and two bytes of length from 24 on. */
it("A map of short texts is written with lengths in the first byte", () => {
  expect(encodeCborMap({ a: "bc" }).toString("hex")).toBe(["a1", "61", "61", "62", "6263"].join(""));
});

it("A text of 24 bytes and more has its length in two bytes; a letter may take more than one", () => {
  const text = `${"x".repeat(22)}é`;
  expect(encodeCborMap({ a: text }).toString("hex")).toBe(
    ["a1", "61", "61", "790018", "78".repeat(22), "c3a9"].join(""),
  );
});
