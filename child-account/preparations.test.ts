import { describe, expect, it } from "vitest";
import { checkSettings } from "../compiler/settings/index.js";
import { preparationsOf, unpreparedProblems } from "./preparations.js";

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
