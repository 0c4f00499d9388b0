import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkProviderRange, moduleRange } from "./provider-range.js";

describe("the provider's range", () => {
  it.each([
    moduleRange,
    "~> 5.100",
    "~> 6.0",
    "6.2.0",
    "= 5.100.0",
    ">= 4.0",
    "> 5.100, != 6.1.0",
    "<= 5.100.0",
    "~> 6",
  ])("may be %s", (range) => {
    expect(checkProviderRange(range)).toEqual([]);
  });

  it.each(["~> 4.0", "< 5.100.0", ">= 7", "7.0.0", "~> 5.99.1", "> 6.0, < 6.0", ">= 6.1, <= 6.0", "5.0.0"])(
    "may not be %s, which the module's does not meet",
    (range) => {
      expect(checkProviderRange(range)).toMatchObject([
        { code: "settings.provider-range", message: expect.stringContaining("no version is in both") },
      ]);
    },
  );

  it.each(["~>", "5.1.2.3", "=> 5", "", "5..1"])("may not be %j, which is none", (range) => {
    expect(checkProviderRange(range)).toMatchObject([{ message: expect.stringContaining("is no version") }]);
  });

  it("is compared with the range that the module says", () => {
    expect(readFileSync("modules/stage/versions.tf", "utf8")).toContain(`version = "${moduleRange}"`);
  });
});
