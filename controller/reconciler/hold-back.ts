import {
  type AtWork,
  atWorkInWords,
  minutesFor,
  type Wait,
  type WaitLimits,
  waitFor,
} from "../executions/index.js";
import {
  type Awaited,
  type ConfigTable,
  type Deferral,
  type LedgerRecord,
  type PipelineKey,
  timestamp,
} from "../records/index.js";
import type { Run } from "./run.js";
import type { Output } from "./stack-runner.js";

/** What has a change wait for what it would cancel. */
export interface Waiting extends Pick<ConfigTable, "hasteOf" | "forgetHaste"> {
  readonly limits: WaitLimits;
  /**
   * Whether a deploy of `next`, or without it a destroy, cancels what the pipeline does, and may wait for that: not where the
   * pipeline's definition stays, nor where the change is one that nothing holds back. Only reads.
   */
  mayWait(record: LedgerRecord, next: Output | undefined): Promise<boolean>;
  /** What is at work in the pipeline now. Only reads. */
  atWork(key: PipelineKey): Promise<readonly AtWork[]>;
  /** From here on the pipeline is asked for again once this has ended, as far as its events tell. */
  listen(key: PipelineKey, awaited: Awaited): Promise<void>;
}

/** Nothing is done for now: what was requested waits. */
export interface HeldBack {
  readonly kind: "deferred";
  readonly wait: Omit<Deferral, "generation">;
}

/**
 * Whether what is to be done waits for what it would cancel in the pipeline; undefined: it is done. `next` is what is to be
 * deployed; undefined where all is to go.
 */
export async function holdBack(
  record: LedgerRecord,
  next: Output | undefined,
  { waiting, clock, newId }: Pick<Run, "waiting" | "clock" | "newId">,
): Promise<HeldBack | undefined> {
  if (!waiting || !(await waiting.mayWait(record, next))) return undefined;
  const { limits } = waiting;
  const isRemoval = next === undefined;
  const since = record.deferred?.since ?? timestamp(clock.now());
  // An execution that asks for an approval is no reason to wait where none waits for that.
  const untilApproval = minutesFor({ kind: "approval" }, { limits, isRemoval }) === 0;
  const heard = new Set<string>();
  for (;;) {
    const atWork = await waiting.atWork(record.key);
    const wait = waitFor(atWork, { limits, isRemoval, since: Date.parse(since), now: clock.now() });
    if (!wait) return undefined;
    const executions = wait.for.map(({ execution }) => execution);
    if (executions.every((id) => heard.has(id))) return held(wait, since);
    // The end may have been told before anybody listened for it: hence one more look.
    await waiting.listen(record.key, { id: newId(), executions, untilApproval });
    for (const id of executions) heard.add(id);
  }
}

function held({ for: waited, until }: Wait, since: string): HeldBack {
  const [first, ...others] = waited;
  const why = first ? atWorkInWords(first) : "";
  const more = others.length > 0 ? `; and ${others.length} more` : "";
  const wait = { since, until: timestamp(until), execution: first?.execution ?? "", why: `${why}${more}` };
  return { kind: "deferred", wait };
}
