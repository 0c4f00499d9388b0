import { describe, expect, it } from "vitest";
import { cases } from "../../testing/expect/cases.js";
import { checkSettings, defaultSettings } from "./check-settings.js";

const problemsOf = (written: unknown) =>
  checkSettings(written).problems.map(({ code, path }) => `${code} ${path}`);

it.each(cases(undefined, null, {}))("%j is an installation with all defaults", (written) => {
  expect(checkSettings(written)).toEqual({ settings: defaultSettings(), problems: [] });
});

it("derives the names of the state's bucket and lock table", () => {
  expect(defaultSettings().state).toEqual({
    lock: "both",
    bucket: "stagewright-state",
    lockTable: "stagewright-locks",
  });
  expect(checkSettings({ namePrefix: "acmecd", centralAccount: "111111111111" }).settings?.state).toEqual({
    lock: "both",
    bucket: "acmecd-state-111111111111",
    lockTable: "acmecd-locks",
  });
  expect(checkSettings({ state: { bucket: "own-bucket" } }).settings?.state.bucket).toBe("own-bucket");
});

it("leaves what was written as it was", () => {
  const written = { limits: {} };
  checkSettings(written);
  expect(written).toEqual({ limits: {} });
});

describe("settings", () => {
  it.each(
    cases(
      { region: "eu-central-1" },
      { region: "us-gov-west-1" },
      { namePrefix: "a1" },
      { state: { lock: "both", kmsKeyArn: "arn:aws:kms:us-east-1:111111111111:key/0a1b2c3d" } },
      { permissionsBoundary: "arn:aws:iam::111111111111:policy/boundary" },
      { provider: { version: "~> 6.0" } },
      { limits: { images: ["own/*"] }, defaults: { buildImage: "own/image:1" } },
      { limits: { parameters: ["/delivery/*"], secrets: ["delivery/*"] } },
    ),
  )("may be %j", (written) => {
    expect(problemsOf(written)).toEqual([]);
  });

  it.each([
    [5, "settings.wrong-type "],
    [[], "settings.wrong-type "],
    [{ regoin: "eu-west-1" }, "settings.unknown-key /regoin"],
    [{ region: "Europe" }, "settings.wrong-value /region"],
    [{ centralAccount: 111111111111 }, "settings.wrong-type /centralAccount"],
    [{ namePrefix: "acme-cd" }, "settings.wrong-value /namePrefix"],
    [{ namePrefix: "thirteenchars" }, "settings.wrong-value /namePrefix"],
    [{ namePrefix: "UPPER" }, "settings.wrong-value /namePrefix"],
    [{ namePrefix: "sthree" }, "settings.wrong-value /namePrefix"],
    [{ namePrefix: "amzn" }, "settings.wrong-value /namePrefix"],
    [{ state: { bucket: "sthree-state" } }, "settings.wrong-value /state/bucket"],
    [{ childAccount: { passableRoles: ["**"] } }, "settings.wrong-value /childAccount/passableRoles/0"],
    [
      { controller: { accountBuilds: 1, concurrentBuilds: 2 } },
      "settings.builds-over-account /controller/concurrentBuilds",
    ],
    [
      { controller: { accountBuilds: 1 }, defaults: { parallelTests: 2 } },
      "settings.builds-over-account /defaults/parallelTests",
    ],
    [{ state: { lock: "dynamo" } }, "settings.not-allowed /state/lock"],
    [
      { state: { kmsKeyArn: "arn:aws:kms:us-east-1:111111111111:alias/state" } },
      "settings.wrong-value /state/kmsKeyArn",
    ],
    [{ limits: { vpcs: ["subnet-0123"] } }, "settings.wrong-value /limits/vpcs/0"],
    [{ limits: { topics: ["release-approvals"] } }, "settings.wrong-value /limits/topics/0"],
    [{ childAccount: { viewers: ["*"] } }, "settings.wrong-value /childAccount/viewers/0"],
    [{ provider: { version: '"; ${x}' } }, "settings.wrong-value /provider/version"],
    [{ tags: { "aws:x": "y" } }, "settings.wrong-value /tags/aws:x"],
    [{ limits: { timeoutMinutes: 4 } }, "settings.out-of-range /limits/timeoutMinutes"],
    [{ limits: { images: [] } }, "settings.wrong-count /limits/images"],
    [JSON.parse('{"__proto__": {}}'), "settings.unknown-key /__proto__"],
    [{ limits: { images: ["own/*"] } }, "settings.default-outside-limit /defaults/buildImage"],
    [{ limits: { timeoutMinutes: 30 } }, "settings.default-outside-limit /defaults/timeoutMinutes"],
    [
      { limits: { computeTypes: ["BUILD_GENERAL1_LARGE"] } },
      "settings.default-outside-limit /defaults/computeType",
    ],
  ])("may not be %j", (written, problem) => {
    expect(problemsOf(written)).toEqual([problem]);
  });
});
