import { describe, expect, it } from "vitest";
import { environment, itemWith, test } from "../../testing/items/items.js";
import { fleetAccounts, holdFleet, members } from "./fleet.js";
import { may, type RoleCaller } from "./may.js";
import { type HeldRole, holdItem } from "./roles.js";
import { trustIn } from "./trust.js";

const fleet = holdFleet();

const callerOf = ({ arn, policy, tags }: HeldRole): RoleCaller => ({ arn, policies: [policy], tags });

/** Whether both sides let a role take a role of an account: its own policy, and that role's trust. */
function mayTake(caller: RoleCaller, account: string, kind: "formation" | "test"): Promise<boolean> {
  const name = kind === "formation" ? "ChildAccountFormationRole" : "ChildAccountTestRole";
  return may(caller, {
    action: "sts:AssumeRole",
    resource: `arn:aws:iam::${account}:role/${name}`,
    resourcePolicy: trustIn(account)[kind],
  });
}

/** The accounts in which a role may take a role. */
async function reach(caller: RoleCaller, kind: "formation" | "test"): Promise<string[]> {
  const outcomes = await Promise.all(fleetAccounts.map((account) => mayTake(caller, account, kind)));
  return fleetAccounts.filter((_, index) => outcomes[index]);
}

describe("20 items and 8 accounts, with identity and trust policies together", () => {
  it.each(fleet)("$member.repository deploys to its accounts, and to no other", async ({ member, held }) => {
    const role = held.roles.find(({ job }) => job === "pipeline");
    expect(role && (await reach(callerOf(role), "formation"))).toEqual(member.deploysTo);
    expect(role && (await reach(callerOf(role), "test"))).toEqual([]);
  });

  it.each(fleet)(
    "tests of $member.repository reach their own account, and never deploy",
    async ({ held }) => {
      for (const role of held.roles.filter(({ job }) => job.startsWith("tests of "))) {
        expect(await reach(callerOf(role), "test")).toEqual([role.job.replace("tests of in-", "")]);
        expect(await reach(callerOf(role), "formation")).toEqual([]);
      }
    },
  );

  it("builds reach no account", async () => {
    const others = fleet.flatMap(({ held }) => held.roles.filter(({ job }) => job === "build"));
    expect(others).toHaveLength(fleet.length);
    for (const role of others) {
      expect([
        ...(await reach(callerOf(role), "formation")),
        ...(await reach(callerOf(role), "test")),
      ]).toEqual([]);
    }
  });

  it.each(["Pipeline", "x-pipeline", "build", "events"])(
    "tests of an environment called %s do not pass the trust of a formation role, even were they granted it",
    async (name) => {
      const [account = ""] = fleetAccounts;
      const repository = members.find(({ deploysTo }) => deploysTo.includes(account))?.repository;
      const { roles } = holdItem(
        itemWith({ [name]: environment({ Tests: { Smoke: test() } }) }, { RepoName: repository }),
      );
      const take = { Sid: "Take", Effect: "Allow", Action: ["sts:AssumeRole"], Resource: ["*"] } as const;
      const granted = (job: string): RoleCaller[] =>
        roles
          .filter((role) => role.job === job)
          .map(({ arn, tags }) => ({ arn, policies: [{ Version: "2012-10-17", Statement: [take] }], tags }));
      const outcomes = [...granted(`tests of ${name}`), ...granted("pipeline")].map((caller) =>
        mayTake(caller, account, "formation"),
      );
      expect(await Promise.all(outcomes)).toEqual([false, true]);
    },
  );

  it("the fleet deploys to none, to some and to all", () => {
    const counts = members.map(({ deploysTo }) => deploysTo.length);
    expect(counts).toContain(0);
    expect(counts).toContain(8);
    expect(new Set(counts).size).toBeGreaterThan(4);
  });
});

describe("each side alone is not enough", () => {
  const [some] = fleet.slice(2);
  const role = some?.held.roles.find(({ job }) => job === "pipeline");
  const account = some?.member.deploysTo[0] ?? "";

  it("a role whose policy names every account is stopped by trust where its repository is not listed", async () => {
    const everywhere = { Sid: "All", Effect: "Allow", Action: ["sts:AssumeRole"], Resource: ["*"] } as const;
    const greedy = role && { ...role, policy: { ...role.policy, Statement: [everywhere] } };
    expect(greedy && (await reach(callerOf(greedy), "formation"))).toEqual(some?.member.deploysTo);
  });

  it("a role without the repository's tag, or not named as a pipeline's role, is stopped by trust", async () => {
    const caller = role && callerOf(role);
    expect(caller && (await mayTake(caller, account, "formation"))).toBe(true);
    expect(caller && (await mayTake({ ...caller, tags: {} }, account, "formation"))).toBe(false);
    const renamed = caller && { ...caller, arn: "arn:aws:iam::111111111111:role/somebody" };
    expect(renamed && (await mayTake(renamed, account, "formation"))).toBe(false);
  });
});
