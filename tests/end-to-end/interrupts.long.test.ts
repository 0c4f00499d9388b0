import { afterAll, beforeAll, expect, it } from "vitest";
import {
  startInstallation,
  type TestInstallation,
  type Work,
} from "../../testing/installation/installation.js";
import { exampleItem } from "../../testing/items/examples.js";
import { expectSaved, type InterruptPoint } from "./interrupted.js";

let installation: TestInstallation;
let work: Work;

beforeAll(async () => {
  installation = await startInstallation();
  work = await installation.synth(exampleItem("build-only.yaml"));
  await work.terraform().init();
});

afterAll(() => installation.close());

it("Terraform saves its state wherever it is interrupted, and the next run finishes the work", async () => {
  for (const moment of await everyMoment()) {
    await expectSaved(installation, work, moment);
    await work.terraform().destroy();
  }
  await work.terraform().apply();
  expect((await work.terraform().plan()).hasChanges).toBe(false);
});

/** Every kind of call that changes something, in the order of a whole apply. */
async function everyMoment(): Promise<InterruptPoint[]> {
  const { records } = installation.sandbox.gateway;
  records.clear();
  await work.terraform().apply();
  const kinds = new Map(
    records
      .list()
      .filter(({ service, action }) => service !== "dynamodb" && /^(Create|Put|Tag|Enable)/.test(action))
      .filter(({ resource = "" }) => !resource.startsWith(installation.settings.state.bucket))
      .map(({ service, action }) => [`${service}:${action}`, { service, action }]),
  );
  await work.terraform().destroy();
  return [...kinds.values()];
}
