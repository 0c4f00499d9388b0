import type {
  ActivityStatus,
  EnvironmentStatus,
  RunningExecution,
  ShownCommit,
} from "../../../controller/records/index.js";
import { shortly } from "../../../controller/records/index.js";
import { shortCommit } from "../../shared/pipelines/words.js";
import type { Terminal } from "../../shared/terminal.js";
import type { SayTime } from "../../shared/times.js";

/** What a pipeline does: its newest execution, a line for each environment, and its last failure. */
export function activityLines(
  activity: ActivityStatus,
  colors: Terminal["colors"],
  time: SayTime = (iso) => iso,
): string[] {
  const { execution, running = [], environments, failure } = activity;
  if (!execution && environments.every(({ state }) => state === "New")) return [];
  return [
    ...(execution && running.length === 0
      ? [
          `execution ${execution.id} ${execution.state} since ${time(execution.at)}${withCommit(execution.commit)}`,
        ]
      : []),
    ...running.map((each) => runningLine(each, time)),
    ...environments.map((environment) => environmentLine(environment, colors, time)),
    ...(failure ? failureLines(failure, time) : []),
  ];
}

/** How far it is, and since when. */
function runningLine({ id, state, started, stage, commit }: RunningExecution, time: SayTime): string {
  const where = stage ? `, in ${stage.name} (${stage.number} of ${stage.of}) since ${time(stage.since)}` : "";
  return `execution ${id} ${state} since ${time(started)}${where}${withCommit(commit)}`;
}

function environmentLine(environment: EnvironmentStatus, colors: Terminal["colors"], time: SayTime): string {
  const { environment: name, state, since, commit, approval, deployed } = environment;
  const asked = approval ? ` for ${approval.action} until ${time(approval.until)}` : "";
  const began = since === undefined ? "" : ` since ${time(since)}`;
  // What is in the account goes without saying where it is what came last.
  const isOther = deployed !== undefined && deployed.execution !== environment.execution;
  const before = isOther ? `; in the account${withCommit(deployed.commit)} since ${time(deployed.at)}` : "";
  return `${name}: ${colored(state, colors)}${asked}${began}${withCommit(commit)}${before}`;
}

function colored(state: EnvironmentStatus["state"], colors: Terminal["colors"]): string {
  if (state === "Failed") return colors.red(state);
  return state === "Waiting" ? colors.yellow(state) : state;
}

function failureLines(
  { at, action, stage, message, link }: NonNullable<ActivityStatus["failure"]>,
  time: SayTime,
): string[] {
  const lines = message.split("\n").filter((line) => line !== "");
  return [
    `last failure: ${action} in ${stage} at ${time(at)}`,
    ...lines.map((line) => `  ${shortly(line)}`),
    ...(link === undefined ? [] : [`  ${link}`]),
  ];
}

function withCommit(commit: ShownCommit | undefined): string {
  if (!commit) return "";
  return `, commit ${shortCommit(commit.id)}${commit.summary ? ` (${shortly(commit.summary)})` : ""}`;
}
