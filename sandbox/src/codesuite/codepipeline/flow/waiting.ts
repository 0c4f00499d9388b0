import type { Book } from "./book.js";
import type { ExecutionRecord } from "./records.js";
import type { VersionedPipeline } from "./starting.js";

/** What happens in front of a stage. */
export interface Waiting {
  /** The ids of executions that a newer one has overtaken. */
  readonly overtaken: readonly string[];
  /** Enters now. */
  readonly next: ExecutionRecord | undefined;
}

/**
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/concepts-how-it-works.html
 *
 * - "Stages are locked when processing an execution", and "a stage with an approval action is locked until the approval
 *   action is approved or rejected or has timed out".
 * - SUPERSEDED: "A more recent execution overtakes a waiting execution and continues to the next stage as soon as the stage
 *   is unlocked. The superseded execution does not continue." So too in front of a disabled transition.
 * - QUEUED: "waiting executions do not overtake executions that have already started".
 * - PARALLEL: executions "run simultaneously and independently of one another".
 */
export function waitingAt(book: Book, pipeline: VersionedPipeline, position: number): Waiting {
  const name = pipeline.stages[position]?.name ?? "";
  const isOpen = book.stage(name).transition?.enabled !== false;
  const here = book.active().filter((each) => each.position === position && each.status === "InProgress");
  const waiting = here.filter((each) => !each.isInside && !each.isCancelled);
  const mode = pipeline.executionMode ?? "SUPERSEDED";
  const first = mode === "SUPERSEDED" ? waiting.at(-1) : waiting[0];
  const overtaken = mode === "SUPERSEDED" ? waiting.slice(0, -1).map(({ id }) => id) : [];
  const isLocked = mode !== "PARALLEL" && holderOf(book, name) !== undefined;
  return { overtaken, next: isOpen && !isLocked ? first : undefined };
}

/** Who is in a stage: the one that is working in it, or stopping there. */
export function holderOf(book: Book, stageName: string): ExecutionRecord | undefined {
  return book.active().find(({ isInside, stages }) => {
    return isInside && /^(InProgress|Stopping)$/.test(stages[stageName]?.status ?? "");
  });
}
