import { expect, it } from "vitest";
import { omit } from "./omit.js";

it("takes out what stands at the given places, in objects and lists", () => {
  const value = { a: { b: 1, c: 2 }, list: ["x", "y", "z"], "s/l~ash": 1 };
  expect(omit(value, ["/a/b", "/list/1", "/s~1l~0ash"])).toEqual({ a: { c: 2 }, list: ["x", "z"] });
});

it("leaves the value as it is where there is nothing to take out", () => {
  const value = { a: 1 };
  expect(omit(value, [])).toBe(value);
  expect(omit(value, ["/b", "/a/c"])).toEqual(value);
});

it("keeps __proto__ an ordinary key", () => {
  const value = JSON.parse('{"__proto__": {"x": 1}, "y": 2}');
  expect(Object.keys(omit(value, ["/y"]) as object)).toEqual(["__proto__"]);
  expect(Object.keys(omit(value, ["/__proto__"]) as object)).toEqual(["y"]);
});
