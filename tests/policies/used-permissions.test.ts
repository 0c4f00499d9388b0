import { denialMessage } from "@stagewright/sandbox/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { explainFailure } from "../../controller/repair/index.js";
import { installedRoles } from "./installed-roles.js";
import { type RecordedCall, recordedCalls } from "./recorded-calls.js";
import { central } from "./subject.js";
import { reasons } from "./unused-for-a-reason.js";
import { deniedTo, missing, type Usage, usageOf } from "./used-permissions.js";

const calls = recordedCalls();
const roles = Object.entries(installedRoles);

describe.each(roles)("what the %s may do", (role, policy) => {
  let usage: Usage;

  beforeAll(async () => {
    usage = await usageOf(role, policy, calls);
  });

  it("is enough for every call that was recorded", async () => {
    expect(await deniedTo(role, policy, calls)).toEqual([]);
  });

  it("was used in the recorded life of an installation, or is there for a reason", () => {
    expect(usage.unused.filter((permission) => !reasons.has(permission))).toEqual([]);
  });

  it("has no reason to excuse what was used", () => {
    expect(usage.used.filter((permission) => reasons.has(permission))).toEqual([]);
  });

  it("makes the life fail where any statement that was used is taken away, with words that name what and who", async () => {
    const sids = [...new Set(usage.used.map((permission) => permission.split(" ")[1] ?? ""))];
    const silent = [];
    for (const sid of sids) {
      const words = wordsFor(role, await missing(role, policy, sid, calls));
      if (!words?.includes(`/${role}/`)) silent.push(sid);
    }
    expect(silent).toEqual([]);
  });
});

/** What people read of a denied call; undefined where the action is not in it, or none is denied. */
function wordsFor(role: string, call: RecordedCall | undefined): string | undefined {
  if (!call) return undefined;
  const who = `User: arn:aws:sts::${central}:assumed-role/${role}/session`;
  const { message } = explainFailure(new Error(denialMessage({ who, ...call }, undefined)));
  return message.includes(` ${call.action} `) ? message : undefined;
}

/** Policies ask for these with ForAllValues, which a question without the key passes: such a question would show nothing. */
it.each([
  ["dynamodb:LeadingKeys", /^dynamodb:((Delete|Get|Put|Update)Item|Query)$/],
  ["dynamodb:Attributes", /^dynamodb:UpdateItem$/],
])("every question on record about rows says their %s", (key, action) => {
  const asked = calls.filter((call) => action.test(call.action));
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.filter(({ keys }) => keys[key] === undefined)).toEqual([]);
});

describe("the reasons", () => {
  it("excuse nothing that no role may do", () => {
    const all = roles.flatMap(([role, { Statement }]) =>
      Statement.flatMap(({ Sid, Action }) => Action.map((action) => `${role} ${Sid} ${action}`)),
    );
    expect([...reasons.keys()].filter((permission) => !all.includes(permission))).toEqual([]);
  });
});
