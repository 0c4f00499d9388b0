import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";

export interface Measure {
  readonly seconds: number;
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
  const peaks = join(cwd, "peaks.txt");
  rmSync(peaks, { force: true });
  const options = { cwd, extendEnv: false, stdin: "ignore", stdout: "ignore" } as const;
  const started = performance.now();
  await execa(command, args, {
    ...options,
    env: { ...env, BENCH_PEAKS: peaks, NODE_OPTIONS: `--require ${preload}` },
  });
  const seconds = (performance.now() - started) / 1000;
  return { seconds, megabytes: largest(peaks) };
}

function largest(peaks: string): number {
  const kilobytes = existsSync(peaks) ? readFileSync(peaks, "utf8").trim().split("\n").map(Number) : [0];
  return Math.max(...kilobytes) / 1024;
}

export function medianOf(measures: readonly Measure[]): Measure {
  return {
    seconds: median(measures.map(({ seconds }) => seconds)),
    megabytes: median(measures.map(({ megabytes }) => megabytes)),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
