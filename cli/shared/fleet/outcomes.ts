import type { PipelineStatus } from "../../../controller/records/index.js";

/** What a pipeline is to who looks at many, in the order in which they look. */
export const outcomes = ["failed", "approval", "running", "waiting", "well"] as const;

/**
 * `failed`: by the controller, or its newest execution or an environment has. `approval`: somebody is asked. `running`:
 * the controller or an execution. `waiting`: for the controller. `well`: none of these.
 */
export type FleetOutcome = (typeof outcomes)[number];

/** All that fit, the most urgent first. */
export function outcomesOf(status: PipelineStatus): FleetOutcome[] {
  const found = outcomes.filter((outcome) => tests[outcome](status));
  return found.length > 0 ? found : ["well"];
}

/** A number to sort by: the lower, the more urgent. */
export function urgencyOf([first = "well"]: readonly FleetOutcome[]): number {
  return outcomes.indexOf(first);
}

const tests: Readonly<Record<FleetOutcome, (status: PipelineStatus) => boolean>> = {
  failed: ({ state, activity }) =>
    state === "failed" ||
    state === "invalid" ||
    activity?.execution?.state === "Failed" ||
    (activity?.environments ?? []).some((environment) => environment.state === "Failed"),
  approval: ({ activity }) => (activity?.environments ?? []).some(({ state }) => state === "Waiting"),
  running: ({ state, activity }) => state === "running" || activity?.running !== undefined,
  waiting: ({ state, requested }) => state === "waiting" || state === "new" || requested !== undefined,
  well: () => false,
};
