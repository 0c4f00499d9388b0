import { CodeBuildClient, UpdateProjectCommand } from "@aws-sdk/client-codebuild";
import type { InjectedFault } from "@stagewright/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mostAtOnce } from "../../testing/installation/builds.js";
import { type ChaosAccount, startChaosAccount } from "../chaos/account.js";
import { type Fleet, makeFleet } from "./fleet.js";
import { runFleet } from "./fleet-run.js";

const items = 40;
const limits = { builds: 2, pipelinesPerBuild: 5 };

let account: ChaosAccount;

beforeAll(async () => {
  account = await startChaosAccount();
});

afterAll(() => account?.close());

describe("functions that believe in a limit which is not the project's", () => {
  const greedy = (name: string) =>
    makeFleet(account, { name, limits, parallel: 1, told: { builds: 5, pipelinesPerBuild: 5 } });

  it("start no more builds than the project allows, and lose nothing over that", async () => {
    const run = await runFleet(items, await greedy("greedy"));
    expect(run.faults).toEqual([]);
    expect(run.starts.refused).toBeGreaterThan(0);
    expect(mostAtOnce(run.builds)).toBe(limits.builds);
  });

  it("are found out where the project has none", async () => {
    const fleet = await greedy("boundless");
    const boundless = new UpdateProjectCommand({ name: fleet.names.project, concurrentBuildLimit: -1 });
    await new CodeBuildClient(account.config).send(boundless);
    expect((await runFleet(items, fleet)).faults).toEqual(["5 builds ran at once, 2 are allowed"]);
  });
});

describe("marks that the dispatcher cannot make", () => {
  /** One of three, as a seed has it; each call is tried three times. */
  const lossy = async (name: string) => {
    const fleet = await makeFleet(account, { name, limits, parallel: 2 });
    return { fleet, lost: loseMarks(fleet) };
  };

  /** Marks that a function has made: what the dispatcher could not, the schedule asks for. */
  const marksOf = (name: string) =>
    account.sandbox.gateway.records
      .list()
      .filter(({ action, principal = "" }) => action === "UpdateItem" && principal.includes(`/${name}/`))
      .filter(({ errorCode }) => errorCode === undefined).length;

  it("are made by the schedule", async () => {
    const { fleet, lost } = await lossy("mended");
    const run = await runFleet(items, fleet);
    expect(lost.counts.fired).toBeGreaterThan(items);
    expect(marksOf(fleet.functions.schedule)).toBeGreaterThan(0);
    expect(run.scheduleRuns).toBeGreaterThan(0);
    expect(run.faults).toEqual([]);
  });

  it("are found missing where the schedule never comes", async () => {
    const { fleet } = await lossy("lost");
    const { faults } = await runFleet(items, fleet, { forMs: 30_000, withSchedule: false });
    expect(faults).toContain("not at rest after 30 s");
    expect(faults.join("\n")).toMatch(/service-\d+ release-\d+: Terraform never ran/);
  });
});

function loseMarks({ account: { sandbox }, names, functions }: Fleet): InjectedFault {
  return sandbox.gateway.faults.inject({
    match: {
      service: "dynamodb",
      action: "UpdateItem",
      resource: names.ledger,
      principal: `*assumed-role/${functions.dispatcher}/*`,
    },
    at: { probability: 0.7, seed: 1 },
    effect: { fail: { code: "InternalServerError", status: 500 } },
  });
}
