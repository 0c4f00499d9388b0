import { describe, expect, it } from "vitest";
import { isWithin } from "./version-range.js";

describe("a version constraint", () => {
  it.each([
    [">= 5.100.0, < 7.0.0", "5.100.0", "7.0.0"],
    [">= 5.100.0, < 7.0.0", "6.99.1", "5.99.9"],
    ["~> 5.100", "5.101.0", "6.0.0"],
    ["~> 5.100.1", "5.100.9", "5.101.0"],
    ["~> 5", "5.200.0", "6.0.0"],
    ["5.100.0", "5.100.0", "5.100.1"],
    ["= 5.100", "5.100.0", "5.100.1"],
    ["!= 5.100.0", "5.100.1", "5.100.0"],
    ["> 5.9.0", "5.10.0", "5.9.0"],
    ["<= 6.0", "6.0.0", "6.0.1"],
  ])("%s takes %s and not %s", (range, within, outside) => {
    expect(isWithin(within, range)).toBe(true);
    expect(isWithin(outside, range)).toBe(false);
  });

  it("takes no pre-release", () => {
    expect(isWithin("6.0.0-beta1", ">= 5.0")).toBe(false);
  });

  it("that Terraform would not know is refused", () => {
    expect(() => isWithin("5.0.0", "=> 5")).toThrow('"=> 5" is no version constraint');
  });
});
