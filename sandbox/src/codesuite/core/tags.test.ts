import { describe, expect, it } from "vitest";
import { requestTagContext, reservedKey, resourceTagContext, withoutTags, withTags } from "./tags.js";

describe("tags", () => {
  it("new values replace old ones, other keys stay", () => {
    expect(withTags({ a: "1", b: "2" }, { b: "3", c: "4" })).toEqual({ a: "1", b: "3", c: "4" });
  });

  it("are removed by key, unknown keys ignored", () => {
    expect(withoutTags({ a: "1", b: "2" }, ["b", "x"])).toEqual({ a: "1" });
  });

  it("with AWS's own prefix are found in any case of letters", () => {
    expect(reservedKey(["team", "AWS:x"])).toBe("AWS:x");
    expect(reservedKey(["awsome:x"])).toBeUndefined();
  });

  it("reach policies as condition keys", () => {
    expect(requestTagContext({ team: "a" })).toEqual({ "aws:RequestTag/team": "a", "aws:TagKeys": ["team"] });
    expect(requestTagContext({})).toEqual({});
    expect(resourceTagContext({ team: "a" })).toEqual({ "aws:ResourceTag/team": "a" });
  });
});
