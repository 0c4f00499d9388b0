import { describe, expect, it } from "vitest";
import { formatInstallation, parseInstallation } from "./format.js";
import { installationOf } from "./installation.fixture.js";

const installation = installationOf({ centralAccount: "111111111111", namePrefix: "shop" });
const parse = (text: string) => parseInstallation(text, "/p");
const changed = (change: object) =>
  JSON.stringify({ ...JSON.parse(formatInstallation(installation)), ...change });

describe("the installation's parameter", () => {
  it("is read as it was written", () => {
    expect(parse(formatInstallation(installation))).toEqual(installation);
  });

  it("fits into Systems Manager's standard tier", () => {
    expect(formatInstallation(installation).length).toBeLessThan(4096);
  });

  it("gets the defaults of settings that came later", () => {
    expect(parse(changed({ settings: { namePrefix: "shop" } })).settings.controller.parallel).toBeGreaterThan(
      0,
    );
  });

  it.each([
    ["no JSON", "{", /\/p .* no JSON[\s\S]*bootstrap/],
    ["another format", changed({ format: 2, version: "9.0.0" }), /format 2, written by stagewright 9.0.0/],
    ["nothing", "null", /format/],
    ["no account", changed({ account: "1" }), /\/account: Found "1"/],
    ["no checksum", changed({ bundle: { ...installation.bundle, terraform: {} } }), /\/bundle\/terraform/],
    ["an unsound setting", changed({ settings: { namePrefix: "A B" } }), /\/settings\/namePrefix/],
  ])("is refused with its place when it has %s", (_, text, message) => {
    expect(() => parse(text)).toThrow(message);
  });
});
