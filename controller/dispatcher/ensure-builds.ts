import { createHash } from "node:crypto";
import { messageOf, type Report } from "../records/index.js";
import type { Build, Builds } from "./builds.js";

export interface Limits {
  /** How many builds may run at once: no more than the project's own limit. */
  readonly builds: number;
  /** A further build is only worth its start when there are more pipelines to do than this. */
  readonly pipelinesPerBuild: number;
}

/** What came of it. */
export interface Starts {
  readonly started: number;
  /** Why none could be started although none of ours runs. */
  readonly refused?: string;
}

/**
 * Starts the builds that so many waiting pipelines need, unless as many run. What cannot be started is no
 * failure: what was asked stays asked, and the schedule tries again.
 */
export async function ensureBuilds(
  waiting: number,
  limits: Limits,
  builds: Builds,
  report: Report,
): Promise<Starts> {
  const wanted = Math.min(limits.builds, Math.ceil(waiting / limits.pipelinesPerBuild));
  try {
    const starts = wanted > 0 ? await startUpTo(wanted, builds) : { started: 0 };
    if (starts.refused) report("build-not-started", { message: starts.refused });
    return starts;
  } catch (error) {
    report("build-not-started", { message: messageOf(error) });
    return { started: 0, refused: messageOf(error) };
  }
}

/** A refusal while one of ours runs is no news: that one does what waits. */
async function startUpTo(wanted: number, builds: Builds): Promise<Starts> {
  const recent = await builds.recent();
  const running = recent.filter((build) => build.running).length;
  let started = 0;
  while (running + started < wanted) {
    const start = await builds.start(token(recent, running + started));
    if (!start.started) return { started, ...(running + started === 0 && { refused: start.reason }) };
    started += 1;
  }
  return { started };
}

/**
 * Whoever sees the same builds starts the same one: simultaneous starts become one. The next token comes with the
 * next build, so that a token's five minutes never hold up anything.
 */
function token(recent: readonly Build[], nth: number): string {
  const seen = `${recent[0]?.id ?? "none"} ${nth}`;
  return createHash("sha256").update(seen).digest("hex");
}
