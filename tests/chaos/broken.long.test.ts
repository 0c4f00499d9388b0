import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { livingProcesses } from "@stagewright/sandbox/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runSchedule } from "../../controller/dispatcher/index.js";
import { type ChaosAccount, startChaosAccount } from "./account.js";
import { type Estate, makeEstate } from "./estate.js";
import { callsOf, dieAt } from "./kill.js";
import { itemOf, key } from "./life.js";
import { overlaps } from "./overlaps.js";
import type { Breakage } from "./program/orders.js";
import { rest, violations } from "./rest.js";

let account: ChaosAccount;

beforeAll(async () => {
  account = await startChaosAccount();
});

afterAll(() => account.close());

const patience = { timeout: 60_000, interval: 100 };
const two = { builds: 2, pipelinesPerBuild: 0.5 };

/** A build stands still in the middle of Terraform's run, long after its lease ran out, and then goes on. */
async function sleepsOver(estate: Estate, otherComes: boolean): Promise<string[]> {
  await estate.table.putItem(itemOf(10), undefined);
  const { faults } = account.sandbox.gateway;
  const match = { ...callsOf(estate), service: "s3", action: "PutObject", resource: "*.tfstate" };
  let goOn = () => {};
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const slow = faults.onMatch(match, "first", () => held);
  await runSchedule(estate);
  await expect.poll(() => slow.counts.matched, patience).toBe(1);
  const wakeUp = await putToSleep(estate);
  const runs = async () => (await estate.journal()).filter(({ event }) => event === "begun").length;
  for (let tick = 0; tick < (otherComes ? 60 : 6) && (await runs()) < 2; tick++) {
    await runSchedule(estate);
    await sleep(1_000);
  }
  goOn();
  wakeUp();
  await rest(estate, 15_000).catch(() => {});
  return overlaps(await estate.journal());
}

/** The reconcilers stop; Terraform goes on. */
async function putToSleep({ builds }: Estate): Promise<() => void> {
  const running = (await builds.recent()).filter((build) => build.running);
  const marks = running.map(({ id }) => id.split(":")[1] ?? "");
  const living = await Promise.all(marks.map((mark) => livingProcesses({ mark })));
  const commands = living
    .flat()
    .map(async (pid) => [pid, await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")] as const);
  const ours = (await Promise.all(commands)).filter(([, command]) => command.includes("reconcile.mjs"));
  const pids = ours.map(([pid]) => pid);
  for (const pid of pids) process.kill(pid, "SIGSTOP");
  return () => {
    for (const pid of pids) process.kill(pid, "SIGCONT");
  };
}

describe("an owner who is taken for ended while he sleeps", () => {
  it("is left in peace by the protocol, which asks CodeBuild", async () => {
    expect(await sleepsOver(await makeEstate(account, { name: "sound", limits: two }), false)).toEqual([]);
  });

  it("is found to be at work with another, where a lease that ran out counts as an end", async () => {
    const estate = await makeEstate(account, { name: "hasty", limits: two, broken: "believes-expiry" });
    expect((await sleepsOver(estate, true)).join("\n")).toMatch(/began on main while .* was at it/);
  });
});

describe("a run that does not say what it tries", () => {
  it("leaves what it applied, and is found out, where the item goes before anyone looks again", async () => {
    expect(await killedThenGone("mute", "no-attempt")).toContain("state-not-empty");
  });

  it("would have left nothing, had it said so", async () => {
    expect(await killedThenGone("plain")).toBe("");
  });
});

/** A build dies when Terraform is done, and the item is deleted. */
async function killedThenGone(name: string, broken?: Breakage): Promise<string> {
  const estate = await makeEstate(account, { name, ...(broken && { broken }) });
  const death = dieAt({ at: "record as applied", when: "before" }, estate);
  await estate.table.putItem(itemOf(10), undefined);
  await runSchedule(estate);
  await expect.poll(death.happened, patience).toBe(true);
  await estate.table.deleteItem(key, itemOf(10));
  const problem = await rest(estate, 15_000).catch((error: Error) => error.message);
  const wrong = await violations(estate, new Map([[key, undefined]]));
  return [...(problem ? [problem] : []), ...wrong].join("\n");
}
