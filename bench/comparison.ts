import { type Measure, medianOf } from "./synth/measure.js";

/** What each program took, in every round. */
export type Results = Map<string, Measure[]>;

/** Each once in every round, so that all meet the same machine. */
export async function byTurns(
  rounds: number,
  programs: Readonly<Record<string, (round: number) => Promise<Measure>>>,
): Promise<Results> {
  const results: Results = new Map(Object.keys(programs).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, program] of Object.entries(programs)) results.get(name)?.push(await program(round));
  }
  return results;
}

/** The medians, every line with its ratios to the first. */
export function report(title: string, results: Results): void {
  console.log(`\n${title.padEnd(44)} ${columns(["elapsed", "", "all cores", "", "memory"])}`);
  let first: Measure | undefined;
  for (const [name, measures] of results) {
    const median = medianOf(measures);
    first ??= median;
    console.log(`${name.padEnd(44)} ${columns(cellsOf(median, first))}`);
  }
}

function cellsOf({ seconds, cpuSeconds, megabytes }: Measure, first: Measure): string[] {
  return [
    `${seconds.toFixed(2)} s`,
    `${(seconds / first.seconds).toFixed(2)}×`,
    `${cpuSeconds.toFixed(2)} s`,
    `${(cpuSeconds / first.cpuSeconds).toFixed(2)}×`,
    Number.isNaN(megabytes) ? "" : `${megabytes.toFixed(0)} MB`,
  ];
}

function columns(cells: readonly string[]): string {
  return cells.map((cell) => cell.padStart(11)).join("");
}
