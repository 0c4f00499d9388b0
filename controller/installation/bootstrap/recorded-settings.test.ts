import { describe, expect, it } from "vitest";
import { checkSettings, type Settings } from "../../../compiler/index.js";
import type { Installation } from "../installation.js";
import { refuseLoss } from "./recorded-settings.js";

const settingsOf = (written: object): Settings => checkSettings(written).settings ?? expect.unreachable();
const settings = settingsOf({ centralAccount: "111111111111" });
const installed = (version: string): Installation => ({
  version,
  account: "111111111111",
  settings,
  bundle: {
    platform: "linux_amd64",
    terraform: { version: "1.11.4", sha256: "", key: "" },
    provider: { version: "5.100.0", sha256: "", key: "" },
    package: { key: "", sha256: "0".repeat(64) },
  },
});

describe("an installation that is there", () => {
  it.each(["0.9.0", "1.0.0"])("is taken over from stagewright %s by 1.0.0", (before) => {
    expect(() => refuseLoss(installed(before), settings, "1.0.0")).not.toThrow();
  });

  it.each(["1.0.1", "1.1.0", "2.0.0"])("is not given back from stagewright %s to 1.0.0", (before) => {
    expect(() => refuseLoss(installed(before), settings, "1.0.0")).toThrow(
      `Install stagewright ${before} or newer`,
    );
  });

  it.each([
    ["region", { region: "eu-west-1" }],
    ["table", { table: "another" }],
    ["state.bucket", { state: { bucket: "another" } }],
    ["state.lockTable", { state: { lockTable: "another" } }],
  ])("keeps its %s", (name, change) => {
    const changed = settingsOf({ centralAccount: "111111111111", ...change });
    expect(() => refuseLoss(installed("1.0.0"), changed, "1.0.0")).toThrow(`  ${name}: `);
  });

  it("may get other settings, and there need be none before", () => {
    const changed = settingsOf({ centralAccount: "111111111111", controller: { concurrentBuilds: 9 } });
    expect(() => refuseLoss(installed("1.0.0"), changed, "1.0.0")).not.toThrow();
    expect(() => refuseLoss(undefined, changed, "1.0.0")).not.toThrow();
  });
});
