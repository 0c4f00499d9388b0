import {
  type EnvironmentStatus,
  type PipelineStatus,
  shortly,
  shownKey,
} from "../../../controller/records/index.js";
import { type FleetOutcome, outcomes, outcomesOf, urgencyOf } from "../../shared/fleet/outcomes.js";
import { keyOf } from "../../shared/fleet/read-fleet.js";
import { shortCommit } from "../../shared/pipelines/words.js";
import { count, type Terminal } from "../../shared/terminal.js";
import type { SayTime } from "../../shared/times.js";

const paints: Readonly<Record<FleetOutcome, "red" | "yellow" | "cyan" | "dim" | "green">> = {
  failed: "red",
  approval: "yellow",
  running: "cyan",
  waiting: "dim",
  well: "green",
};

/** One line: how a pipeline is, and each of its environments. */
export function briefLine(status: PipelineStatus, colors: Terminal["colors"], time: SayTime): string {
  const [outcome = "well"] = outcomesOf(status);
  const { state, running, activity, failure } = status;
  const controller = running ? `${running.phase} since ${time(running.since)}` : state;
  const reason = failure ? `: ${shortly(failure.message.split("\n")[0] ?? "")}` : "";
  const environments = (activity?.environments ?? []).map((each) => environmentInBrief(each, time));
  const told = [`${controller}${reason}`, ...environments].join("; ");
  return `${colors[paints[outcome]](outcome.padEnd(8))}  ${colors.bold(shownKey(keyOf(status)))}  ${told}`;
}

function environmentInBrief({ environment, state, commit, since }: EnvironmentStatus, time: SayTime): string {
  const isMoving = state === "InProgress" || state === "Waiting" || state === "Failed";
  const when = isMoving && since !== undefined ? ` since ${time(since)}` : "";
  return `${environment} ${state}${commit ? ` ${shortCommit(commit.id)}` : ""}${when}`;
}

/** How many there are of each outcome: `3 pipelines: 1 failed, 2 well`. */
export function countsOf(all: readonly PipelineStatus[]): string {
  const counts = outcomes.flatMap((outcome) => {
    const number = all.filter((status) => outcomesOf(status)[0] === outcome).length;
    return number > 0 ? [`${number} ${outcome}`] : [];
  });
  return [count(all.length, "pipeline"), counts.join(", ")].filter(Boolean).join(": ");
}

/** The most urgent first. */
export function mostUrgentFirst(all: readonly PipelineStatus[]): PipelineStatus[] {
  const urgency = (status: PipelineStatus) => urgencyOf(outcomesOf(status));
  return all.toSorted((a, b) => urgency(a) - urgency(b));
}
