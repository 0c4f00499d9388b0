import { describe, expect, it } from "vitest";
import { itemDigest } from "./digest.js";

describe("itemDigest", () => {
  it.each([
    ["the order of keys", { a: 1, b: { c: 1, d: 2 } }, { b: { d: 2, c: 1 }, a: 1 }],
    ["the order in a set", { a: new Set(["x", "y"]) }, { a: new Set(["y", "x"]) }],
  ])("does not depend on %s", (_, one, other) => {
    expect(itemDigest(one)).toBe(itemDigest(other));
  });

  it.each([
    ["a value", { a: 1 }, { a: 2 }],
    ["a type", { a: 1 }, { a: "1" }],
    ["a name", { a: 1 }, { b: 1 }],
    ["the order of a list", { a: ["x", "y"] }, { a: ["y", "x"] }],
    ["a set for a list", { a: new Set(["x"]) }, { a: ["x"] }],
    ["a map that looks like a set's form", { a: new Set(["x"]) }, { a: { set: ["x"] } }],
    ["a binary", { a: new Uint8Array([1]) }, { a: new Uint8Array([2]) }],
    ["nothing for null", { a: null }, {}],
  ])("depends on %s", (_, one, other) => {
    expect(itemDigest(one)).not.toBe(itemDigest(other));
  });
});
