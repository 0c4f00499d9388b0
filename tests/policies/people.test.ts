import { describe, expect, it } from "vitest";
import { may } from "./may.js";
import { callsOfEveryLook, peoplesCommands, peoplesPolicies } from "./people.js";
import { central } from "./subject.js";

const callerOf = (role: string) => ({
  arn: `arn:aws:iam::${central}:role/${role}`,
  policies: [peoplesPolicies[role] ?? []].flat(),
});

describe.each(Object.entries(peoplesCommands))("%s", (_, { own, roles }) => {
  it.each(Object.keys(peoplesPolicies))(
    "is allowed to the %s if it is theirs, and else denied",
    async (role) => {
      const isTheirs = roles.includes(role);
      for (const call of own)
        expect([call.action, await may(callerOf(role), call)]).toEqual([call.action, isTheirs]);
      for (const call of isTheirs ? callsOfEveryLook : [])
        expect([call.action, await may(callerOf(role), call)]).toEqual([call.action, true]);
    },
  );
});

describe("people", () => {
  it("have not both the writes of items and the answers to approvals, even with all policies at once", async () => {
    const everything = { arn: callerOf("x").arn, policies: Object.values(peoplesPolicies) };
    for (const call of peoplesCommands["put, sync and rm"]?.own ?? [])
      expect([call.action, await may(everything, call)]).toEqual([call.action, false]);
  });

  it("reach nothing of a pipeline of another installation", async () => {
    const others = Object.values(peoplesCommands)
      .flatMap(({ own }) => own)
      .filter(({ action }) => /^(codepipeline|logs):/.test(action))
      .map((call) => ({ ...call, resource: call.resource.replace("stagewright-webshop", "other-webshop") }));
    for (const role of Object.keys(peoplesPolicies))
      for (const call of others)
        expect([role, call.action, await may(callerOf(role), call)]).toEqual([role, call.action, false]);
  });
});
