import { describe, expect, it } from "vitest";
import { compareVersions, isAtLeast, parseVersion } from "./version.js";

describe("parseVersion", () => {
  it.each([
    ["1.11.4", [1, 11, 4]],
    ["v1.10.0-beta1", [1, 10, 0]],
    ["3.11", [3, 11, 0]],
  ])("reads %s", (text, version) => {
    expect(parseVersion(text)).toEqual(version);
  });

  it.each(["", "1", "one.two", "1.2.3.4", ".terraform"])("does not take %j for a version", (text) => {
    expect(parseVersion(text)).toBeUndefined();
  });
});

describe("compareVersions", () => {
  it("compares numbers, not characters", () => {
    expect(compareVersions([1, 10, 0], [1, 9, 9])).toBeGreaterThan(0);
    expect(compareVersions([1, 2, 3], [1, 2, 10])).toBeLessThan(0);
    expect(compareVersions([1, 2, 3], [1, 2, 3])).toBe(0);
  });
});

describe("isAtLeast", () => {
  it("accepts the bound and what is above", () => {
    expect(isAtLeast("1.10.0", "1.10.0")).toBe(true);
    expect(isAtLeast("2.0.0", "1.10.0")).toBe(true);
  });

  it("rejects what is below, and what is no version", () => {
    expect(isAtLeast("1.9.8", "1.10.0")).toBe(false);
    expect(isAtLeast("unknown", "1.10.0")).toBe(false);
  });
});
