import type { Entry } from "./program/journal.js";

/** Pairs of builds that ran Terraform on one pipeline at a time, by what the journal says. */
export function overlaps(entries: readonly Entry[]): string[] {
  const open = new Map<string, Set<string>>();
  const found: string[] = [];
  for (const { event, build, pipeline = "" } of entries) {
    const running = open.get(pipeline) ?? new Set();
    open.set(pipeline, running);
    if (event === "begun") {
      for (const other of running) found.push(`${build} began on ${pipeline} while ${other} was at it`);
      running.add(build);
    }
    if (event === "ended") running.delete(build);
    if (event === "killed") for (const builds of open.values()) builds.delete(build);
  }
  return found;
}

/** A line that its writer's death cut short says nothing. */
export function readJournal(text: string): Entry[] {
  return text.split("\n").flatMap((line) => {
    try {
      return [JSON.parse(line) as Entry];
    } catch {
      return [];
    }
  });
}
