import type { StageState } from "@aws-sdk/client-codepipeline";
import type { Row } from "./rows.js";

const stateOf: Readonly<Record<string, Row["state"]>> = {
  Succeeded: "done",
  Failed: "failed",
  InProgress: "runs",
};

/** When each row was first seen at work, and when it had ended: milliseconds. CodePipeline tells the last change alone. */
export type Times = Map<string, { readonly from: number; readonly to?: number }>;

/** The stages and actions of one execution, as `GetPipelineState` tells them. What it has not reached waits. */
export function pipelineRows(
  stages: readonly StageState[],
  execution: string,
  times: Times,
  now: number,
): Row[] {
  const timed = (name: string, state: Row["state"]) => ({
    name,
    state,
    ...(state !== "waits" && { seconds: secondsOf(name, state, times, now) }),
  });
  return stages.flatMap(({ stageName = "", latestExecution, actionStates = [] }): Row[] => {
    const isHere = latestExecution?.pipelineExecutionId === execution;
    const actions = actionStates.map(({ actionName = "", latestExecution: run }): Row => {
      const state = (isHere && stateOf[run?.status ?? ""]) || "waits";
      const asks = state === "runs" && run?.token !== undefined;
      return { level: 1, ...timed(actionName, asks ? "asks" : state) };
    });
    const state = (isHere && stateOf[latestExecution?.status ?? ""]) || "waits";
    return [{ level: 0, ...timed(stageName, state) }, ...actions];
  });
}

function secondsOf(name: string, state: Row["state"], times: Times, now: number): number {
  const { from, to } = times.get(name) ?? { from: now };
  const isOver = state === "done" || state === "failed";
  const end = isOver ? (to ?? now) : undefined;
  times.set(name, { from, ...(end !== undefined && { to: end }) });
  return ((end ?? now) - from) / 1000;
}
