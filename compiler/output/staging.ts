import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** The process that works in a staging folder stands in its name: `.stagewright-<pid>-<random>`. */
const stagingName = /^\.stagewright-(\d+)-/;

/**
 * Gives `work` a folder within `out` for what is not whole yet. It is gone afterwards, whatever happens; what a
 * killed run left is removed by the next.
 */
export async function withStaging(out: string, work: (staging: string) => Promise<void>): Promise<void> {
  removeAbandoned(out);
  const staging = mkdtempSync(join(out, `.stagewright-${process.pid}-`));
  try {
    await work(staging);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

function removeAbandoned(out: string): void {
  for (const name of readdirSync(out)) {
    const [, pid] = stagingName.exec(name) ?? [];
    if (pid && !isAlive(Number(pid))) rmSync(join(out, name), { recursive: true, force: true });
  }
}

/** Signal 0 only asks; EPERM is the answer for a process of another user. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
