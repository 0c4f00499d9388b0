import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";

export interface Measure {
  /** From start to end, as a person waits. */
  readonly seconds: number;
  /** Of all processes on all cores: less disturbed by what else the machine does. */
  readonly cpuSeconds: number;
  /** Of the largest process. */
  readonly megabytes: number;
}

export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

const preload = fileURLToPath(new URL("peak.cjs", import.meta.url));

/** Runs a program of Node from start to end; throws when it fails. */
export async function measure({ command, args, cwd, env }: Program): Promise<Measure> {
  const usage = join(cwd, "usage.txt");
  rmSync(usage, { force: true });
  const options = { cwd, extendEnv: false, stdin: "ignore", stdout: "ignore" } as const;
  const started = performance.now();
  await execa(command, args, {
    ...options,
    env: { ...env, BENCH_USAGE: usage, NODE_OPTIONS: `--require ${preload}` },
  });
  return { seconds: (performance.now() - started) / 1000, ...usageIn(usage) };
}

function usageIn(file: string): Omit<Measure, "seconds"> {
  const processes = readFileSync(file, "utf8").trim().split("\n");
  const used = processes.map((line) => line.split(" ").map(Number));
  const kilobytes = used.map(([peak = 0]) => peak);
  const microseconds = used.map(([, cpu = 0]) => cpu).reduce((sum, cpu) => sum + cpu, 0);
  return { megabytes: Math.max(...kilobytes) / 1024, cpuSeconds: microseconds / 1e6 };
}

export function medianOf(measures: readonly Measure[]): Measure {
  const median = (part: keyof Measure) => middle(measures.map((one) => one[part]));
  return {
    seconds: median("seconds"),
    cpuSeconds: median("cpuSeconds"),
    megabytes: median("megabytes"),
  };
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
