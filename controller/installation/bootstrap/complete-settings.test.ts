import { describe, expect, it } from "vitest";
import { checkSettings, type Settings } from "../../../compiler/index.js";
import { completeSettings } from "./complete-settings.js";

const account = "111111111111";
const settingsOf = (written: object): Settings => checkSettings(written).settings ?? expect.unreachable();
const complete = (written: object) => completeSettings(settingsOf(written), account).settings;

describe("complete settings", () => {
  it("name the account, the bucket that bears it, and the boundary that the control plane makes", () => {
    expect(complete({})).toMatchObject({
      centralAccount: account,
      permissionsBoundary: `arn:aws:iam::${account}:policy/stagewright_control-boundary`,
      state: { bucket: `stagewright-state-${account}` },
    });
    expect(complete({})).toEqual(complete({ centralAccount: account }));
  });

  it("leave what is written as it is", () => {
    const written = {
      permissionsBoundary: `arn:aws:iam::${account}:policy/ours`,
      state: { bucket: "ours", lock: "s3", lockTable: "locks" },
    };
    expect(complete(written)).toMatchObject(written);
  });

  it("are refused where the credentials are another account's", () => {
    expect(() => complete({ centralAccount: "222222222222" })).toThrow(
      "name 222222222222 as the central account, but these credentials belong to 111111111111",
    );
  });
});
