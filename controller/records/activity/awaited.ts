import { hasEnded, markOf } from "./mark.js";
import type { Seen } from "./seen.js";

/** What a change waits for in a pipeline, so that who hears its events knows when the change is to be looked at again. */
export type Awaited = {
  /** Never the same twice: of the wait. */
  readonly id: string;
  /** The ids of executions: once all of them have ended it is over. */
  readonly executions: readonly string[];
  /** An execution that asks for an approval counts as ended. */
  readonly untilApproval: boolean;
};

/** By what events have told. Of an execution that they have not told of nobody knows that it has ended. */
export function isOver({ executions, untilApproval }: Awaited, seen: Seen): boolean {
  return executions.every((id) => {
    const mark = markOf(seen.executions, id);
    if (mark && hasEnded(mark)) return true;
    return untilApproval && seen.approvals.some((asked) => asked.execution === id && !hasEnded(asked));
  });
}
