import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import type { Measure, Program } from "../synth/measure.js";

/** The shell counts whatever the program waited for: Terraform and its provider too, which are not Node. */
const script = `TIMEFORMAT='%U %S'; time "$@" >"$0" 2>&1`;

/** Runs a program from start to end; throws with its last words when it fails. Memory is not told. */
export async function timeProgram({ command, args, cwd, env }: Program): Promise<Measure> {
  const folder = mkdtempSync(join(tmpdir(), "stagewright-timed-"));
  const words = join(folder, "output");
  try {
    const started = performance.now();
    const options = { cwd, env, extendEnv: false, stdin: "ignore", reject: false } as const;
    const { exitCode, stderr } = await execa("bash", ["-c", script, words, command, ...args], options);
    const seconds = (performance.now() - started) / 1000;
    if (exitCode !== 0) throw new Error(`${command} ${args.join(" ")}\n${lastLines(words)}`);
    const cpuSeconds = stderr.split(" ").reduce((sum, each) => sum + Number(each), 0);
    return { seconds, cpuSeconds, megabytes: Number.NaN };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same of work in this process. */
export async function timedHere(work: () => Promise<unknown>): Promise<Measure> {
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  await work();
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { seconds, cpuSeconds: (user + system) / 1e6, megabytes: Number.NaN };
}

/** What several programs took, one after the other. */
export function sumOf(measures: readonly Measure[]): Measure {
  const sum = (part: keyof Measure) => measures.reduce((total, each) => total + each[part], 0);
  return { seconds: sum("seconds"), cpuSeconds: sum("cpuSeconds"), megabytes: sum("megabytes") };
}

function lastLines(file: string): string {
  return readFileSync(file, "utf8").split("\n").slice(-40).join("\n");
}
