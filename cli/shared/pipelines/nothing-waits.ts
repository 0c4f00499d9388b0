import type { ActionView, PipelineView } from "../../../controller/executions/index.js";
import { type PipelineKey, shownKey } from "../../../controller/records/index.js";

/** Why there is no approval to answer in an environment, and on a second line what to do. */
export function whyNothingWaits(view: PipelineView, key: PipelineKey, environment: string): string {
  const name = shownKey(key);
  const stage = view.stages.find(({ environments }) => environments.includes(environment));
  const asking = view.stages.flatMap(({ asks }) => asks);
  const others =
    asking.length > 0 ? `Those that ask for approval: ${asking.join(", ")}.` : "No environment of it asks.";
  if (!stage) return `${name} deploys to no environment ${environment}.\n${others}`;
  if (!stage.asks.includes(environment)) return `${environment} of ${name} asks for no approval.\n${others}`;
  const action = stage.actions.find((each) => each.name === `${environment}Approval`);
  const last = action && lastAnswer(action);
  const shows = `\`stagewright executions ${name}\` shows where it is.`;
  return `Nothing waits for approval in ${environment} of ${name}${last ? `: ${last}` : ""}.\n${shows}`;
}

function lastAnswer({ status, ended, answeredBy }: ActionView): string | undefined {
  const who = answeredBy ? ` by ${answeredBy}` : "";
  if (status === "Succeeded") return `it was approved at ${ended}${who}`;
  if (status === "Failed")
    return answeredBy
      ? `it was rejected at ${ended}${who}`
      : `nobody answered in time, or it was rejected, at ${ended}`;
  return undefined;
}
