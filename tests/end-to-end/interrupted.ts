import { expect } from "vitest";
import type { TestInstallation, Work } from "../../testing/installation/installation.js";
import { storedState } from "../../testing/installation/state.js";
import { RunFailed } from "../../toolchain/index.js";

/** A kind of call at which Terraform is interrupted. */
export interface InterruptPoint {
  readonly service: string;
  readonly action: string;
}

/**
 * Interrupts an apply at its first call of a kind, which is lost: what was made is in the state, which is sound
 * and unlocked. One resource at a time, since the provider gives up on every call that is under way: had AWS
 * done it already, no state would know of it, as after a kill.
 */
export async function expectSaved(
  installation: TestInstallation,
  work: Work,
  match: InterruptPoint,
): Promise<void> {
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
  const key = `pipelines/${work.pipeline.id}/terraform.tfstate`;
  expect(await storedState(installation, key)).toMatchObject({ digestFits: true, locked: false });
}
