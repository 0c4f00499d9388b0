import type { ActionExecutionDetail, StageState } from "@aws-sdk/client-codepipeline";
import type { PictureRow } from "./rows.js";

const stateOf: Readonly<Record<string, PictureRow["state"]>> = {
  Succeeded: "done",
  Failed: "failed",
  Abandoned: "failed",
  Stopped: "failed",
  InProgress: "runs",
};

/** What CodePipeline tells of one execution. */
export interface ExecutionTold {
  readonly execution: string;
  /** All of the pipeline (`GetPipelineState`), also where another execution is. */
  readonly stages: readonly StageState[];
  /** Of this execution, the newest first (`ListActionExecutions`). */
  readonly runs: readonly ActionExecutionDetail[];
}

/** Its stages and actions; what it has not reached waits. `now` in milliseconds since 1970. */
export function pipelineRows({ execution, stages, runs }: ExecutionTold, now: number): PictureRow[] {
  return stages.flatMap(({ stageName = "", latestExecution, actionStates = [] }): PictureRow[] => {
    const isHere = latestExecution?.pipelineExecutionId === execution;
    const own = runs.filter((run) => run.stageName === stageName);
    const actions = actionStates.map(({ actionName = "", latestExecution: last }): PictureRow => {
      const run = own.find((each) => each.actionName === actionName);
      const state = stateOf[run?.status ?? ""] ?? "waits";
      const asks = state === "runs" && last?.token !== undefined;
      return rowOf(1, actionName, asks ? "asks" : state, run ? [run] : [], now);
    });
    const status = (isHere && latestExecution?.status) || "";
    return [
      rowOf(0, stageName, stateOf[status] ?? (own.length > 0 ? "done" : "waits"), own, now),
      ...actions,
    ];
  });
}

/** With the seconds from the first beginning to the last end. */
function rowOf(
  level: PictureRow["level"],
  name: string,
  state: PictureRow["state"],
  runs: readonly ActionExecutionDetail[],
  now: number,
): PictureRow {
  if (runs.length === 0) return { level, name, state };
  const from = Math.min(...runs.map(({ startTime }) => Number(startTime)));
  const isOver = state === "done" || state === "failed";
  const to = isOver ? Math.max(...runs.map(({ lastUpdateTime }) => Number(lastUpdateTime))) : now;
  return { level, name, state, seconds: Math.max(0, to - from) / 1000 };
}
