import { describe, expect, it } from "vitest";
import { checkSettings } from "../compiler/settings/index.js";
import { preparationsOf, unpreparedProblems } from "./preparations.js";
import { rolesVersion, rolesVersionTag } from "./roles-version.js";

describe("preparationsOf", () => {
  it("takes an account for prepared while its state holds resources, or the settings say so", async () => {
    const childAccount = { preparedElsewhere: ["333333333333"] };
    const { settings } = checkSettings({ centralAccount: "111111111111", childAccount });
    if (!settings) throw new Error("The settings are sound.");
    const states = new Map([
      ["accounts/222222222222/terraform.tfstate", '{"resources": [{}]}'],
      ["accounts/444444444444/terraform.tfstate", '{"resources": []}'],
    ]);
    const accounts = ["222222222222", "333333333333", "444444444444", "555555555555"];
    expect([...(await preparationsOf(accounts, settings, async (key) => states.get(key)))]).toEqual([
      ["222222222222", "here"],
      ["333333333333", "elsewhere"],
      ["444444444444", "unknown"],
      ["555555555555", "unknown"],
    ]);
  });
});

describe("the version of an account's roles", () => {
  const settingsWith = (written: object) => {
    const { settings } = checkSettings({ centralAccount: "111111111111", ...written });
    if (!settings) throw new Error("The settings are sound.");
    return settings;
  };
  const account = "222222222222";
  const state = (version: string | undefined) => {
    const tags = version === undefined ? null : { [rolesVersionTag]: version };
    return JSON.stringify({
      resources: [{ type: "aws_iam_role", instances: [{ attributes: { tags_all: tags } }] }],
    });
  };

  it("tells roles of another version, or of none, from those that would be made now", async () => {
    const settings = settingsWith({});
    const preparation = async (version: string | undefined) =>
      (await preparationsOf([account], settings, async () => state(version))).get(account);
    expect(await preparation(rolesVersion(settings, account))).toBe("here");
    expect(await preparation("0123456789")).toBe("outdated");
    expect(await preparation(undefined)).toBe("outdated");
    expect(unpreparedProblems(new Map([[account, "outdated"]]))).toMatchObject([
      { code: "account.roles-outdated", value: account },
    ]);
  });

  it("is another where settings give them other rights, and only there", () => {
    const version = (written: object) => rolesVersion(settingsWith(written), account);
    expect(version({})).toBe(version({ controller: { concurrentBuilds: 4 } }));
    expect(version({})).not.toBe(version({ childAccount: { deployerServices: ["s3"] } }));
    expect(version({})).not.toBe(
      version({ childAccount: { accounts: { [account]: { repositories: ["shop"] } } } }),
    );
  });
});

describe("unpreparedProblems", () => {
  it("names each account that nobody has prepared, and what to do, and no other", () => {
    const preparations = new Map([
      ["222222222222", "here"],
      ["333333333333", "elsewhere"],
      ["444444444444", "unknown"],
    ] as const);
    expect(unpreparedProblems(preparations)).toMatchObject([
      {
        code: "account.not-prepared",
        value: "444444444444",
        hint: expect.stringContaining("stagewright accounts deploy 444444444444"),
      },
    ]);
  });
});
