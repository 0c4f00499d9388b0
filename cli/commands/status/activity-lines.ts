import type { ActivityStatus, EnvironmentStatus, ShownCommit } from "../../../controller/records/index.js";
import { shortly } from "../../../controller/records/index.js";
import { shortCommit } from "../../shared/pipelines/words.js";
import type { Terminal } from "../../shared/terminal.js";

/** What a pipeline does: its newest execution, a line for each environment, and its last failure. */
export function activityLines(activity: ActivityStatus, colors: Terminal["colors"]): string[] {
  const { execution, environments, failure } = activity;
  if (!execution && environments.every(({ state }) => state === "New")) return [];
  return [
    ...(execution
      ? [`execution ${execution.id} ${execution.state} since ${execution.at}${withCommit(execution.commit)}`]
      : []),
    ...environments.map((environment) => environmentLine(environment, colors)),
    ...(failure ? failureLines(failure) : []),
  ];
}

function environmentLine(environment: EnvironmentStatus, colors: Terminal["colors"]): string {
  const { environment: name, state, since, commit, approval, deployed } = environment;
  const asked = approval ? ` for ${approval.action} until ${approval.until}` : "";
  const began = since === undefined ? "" : ` since ${since}`;
  // What is in the account goes without saying where it is what came last.
  const isOther = deployed !== undefined && deployed.execution !== environment.execution;
  const before = isOther ? `; in the account${withCommit(deployed.commit)} since ${deployed.at}` : "";
  return `${name}: ${colored(state, colors)}${asked}${began}${withCommit(commit)}${before}`;
}

function colored(state: EnvironmentStatus["state"], colors: Terminal["colors"]): string {
  if (state === "Failed") return colors.red(state);
  return state === "Waiting" ? colors.yellow(state) : state;
}

function failureLines({
  at,
  action,
  stage,
  message,
  link,
}: NonNullable<ActivityStatus["failure"]>): string[] {
  const lines = message.split("\n").filter((line) => line !== "");
  return [
    `last failure: ${action} in ${stage} at ${at}`,
    ...lines.map((line) => `  ${shortly(line)}`),
    ...(link === undefined ? [] : [`  ${link}`]),
  ];
}

function withCommit(commit: ShownCommit | undefined): string {
  if (!commit) return "";
  return `, commit ${shortCommit(commit.id)}${commit.summary ? ` (${shortly(commit.summary)})` : ""}`;
}
