import { afterAll, beforeAll, expect, it } from "vitest";
import {
  type ControlPlane,
  expectSuccess,
  startControlPlane,
} from "../../testing/installation/control-plane.js";
import { item } from "../../testing/items/items.js";

/** An account as new ones may be: it runs no build at all. */
let plane: ControlPlane;

const reason = "AccountLimitExceededException: Cannot have more than 0 builds in queue for the account";

beforeAll(async () => {
  plane = await startControlPlane({}, [], { codeBuild: { concurrentBuilds: 0 } });
});

afterAll(() => plane?.close());

it("bootstrap says which setting asks for more builds than the account runs", async () => {
  await plane.writeSettings({ controller: { concurrentBuilds: 2 } });
  const { exitCode, stderr } = await plane.stagewright("bootstrap", "--yes");
  expect(exitCode).toBe(1);
  expect(stderr).toContain("Lower controller.concurrentBuilds");
});

it("bootstrap goes on to its end with the defaults", async () => {
  await plane.writeSettings({});
  expectSuccess(await plane.stagewright("bootstrap", "--yes"));
});

it("an item that is put waits, and status and doctor say why", async () => {
  await plane.put(item());
  const refused = async () => {
    const { stdout } = await plane.stagewright("status", "--json");
    return JSON.parse(stdout).pipelines[0]?.refused?.reason;
  };
  await expect.poll(refused, { timeout: 60_000, interval: 500 }).toBe(reason);
  const { stderr } = expectSuccess(await plane.stagewright("status"));
  for (const told of ["waiting", reason, "Service Quotas"]) expect(stderr).toContain(told);
  const { exitCode, stdout } = await plane.stagewright("doctor", "--json");
  const [finding] = JSON.parse(stdout).findings;
  expect([exitCode, finding]).toMatchObject([
    1,
    { kind: "waiting", message: expect.stringContaining(reason) },
  ]);
});
