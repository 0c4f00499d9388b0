import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RunFailed } from "../../toolchain/index.js";
import { exampleItem } from "../support/examples.js";
import { type Installation, startInstallation, type Work } from "../support/installation.js";
import { storedState } from "../support/state.js";

/** A kind of call at which Terraform is interrupted; `npm run test:long` takes every kind that an apply makes. */
interface Moment {
  readonly service: string;
  readonly action: string;
}

const few: readonly Moment[] = [
  { service: "kms", action: "CreateKey" },
  { service: "codepipeline", action: "CreatePipeline" },
];

describe("Terraform, interrupted while it applies", () => {
  let installation: Installation;
  let work: Work;

  beforeAll(async () => {
    installation = await startInstallation();
    work = await installation.synth(exampleItem("build-only.yaml"));
    await work.terraform().init();
  });

  afterAll(() => installation.close());

  test("saves its state at every moment, and the next run finishes the work", async () => {
    const isLong = Boolean(process.env.STAGEWRIGHT_TEST_LONG);
    const moments = isLong ? await everyMoment(installation, work) : few;
    for (const moment of moments) {
      await expectSaved(installation, work, moment);
      // The few are in the order of an apply, and each goes on from the last. Every one starts from nothing.
      if (isLong) await work.terraform().destroy();
    }
    const { stdout } = await work.terraform().apply();
    expect(stdout).toContain("Apply complete!");
    if (isLong) expect((await work.terraform().plan()).hasChanges).toBe(false);
  });
});

/**
 * Interrupts an apply at its first call of a kind, which is lost: what was made is in the state, which is sound
 * and unlocked. One resource at a time, since the provider gives up on every call that is under way: had AWS
 * done it already, no state would know of it, as after a kill.
 */
async function expectSaved(installation: Installation, work: Work, match: Moment): Promise<void> {
  const { faults } = installation.sandbox.gateway;
  const interrupt = new AbortController();
  const reached = faults.onMatch(match, "first", () => interrupt.abort());
  const lost = faults.inject({ match, at: "every", effect: { drop: "before" } });
  const ended = await work
    .terraform({ signal: interrupt.signal })
    .apply("-parallelism=1")
    .catch((error: unknown) => error);
  expect(reached.counts.fired, `${match.service}:${match.action} is called`).toBe(1);
  reached.remove();
  lost.remove();
  expect(ended).toBeInstanceOf(RunFailed);
  expect((ended as RunFailed).result).toMatchObject({ cancelled: true, exitCode: 1 });
  expect(await storedState(installation, keyOf(work))).toMatchObject({ digestFits: true, locked: false });
}

/** Every kind of call that changes something, in the order of a whole apply. */
async function everyMoment(installation: Installation, work: Work): Promise<Moment[]> {
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

function keyOf({ pipeline }: Work): string {
  return `pipelines/${pipeline.id}/terraform.tfstate`;
}
