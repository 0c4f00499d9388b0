import { mostAtOnce } from "../../testing/installation/builds.js";
import type { FleetRun } from "./fleet-run.js";

/** What a run of the fleet is told by: a name and a value to each line of the table. */
export type Figures = readonly (readonly [name: string, value: string])[];

export function figuresOf(run: FleetRun, parallel: number): Figures {
  const { batches, builds, records, starts } = run;
  const keys = builds.map(({ arn }) => records.filter(({ outcome }) => outcome?.owner === arn).length);
  const terraform = terraformSeconds(run);
  const slots = builds.reduce((sum, { start, end }) => sum + end - start, 0) * (parallel / 1000);
  return [
    ["items", String(run.written.size)],
    ["versions written", String([...run.written.values()].flat().length)],
    ["records of the stream", String(sum(batches.map(({ records: each }) => each)))],
    [
      "calls of the dispatcher",
      `${batches.length}, ${spread(batches.map((batch) => batch.records))} records each`,
    ],
    ["StartBuild accepted, refused", `${starts.accepted}, ${starts.refused}`],
    ["builds", String(builds.length)],
    ["builds at once, at most", `${mostAtOnce(builds)} of ${run.limit} allowed`],
    ["pipelines to a build", spread(keys)],
    ["runs of Terraform", String(terraform.length)],
    ["a run of Terraform, median", seconds(median(terraform))],
    ["of the builds' time, in Terraform", `${((100 * sum(terraform)) / slots).toFixed(0)} %`],
    ["runs of the schedule needed", String(run.scheduleRuns)],
    ["from the first write to rest", seconds(run.elapsedMs / 1000)],
    ["for one item", seconds(run.elapsedMs / 1000 / run.written.size)],
    ["lost, twice, too many, unlike its item", String(run.faults.length)],
  ];
}

/** How long each took, `init` and `apply` together. */
function terraformSeconds({ journal }: FleetRun): number[] {
  const begun = new Map<string, number>();
  return journal.flatMap(({ event, build, pipeline, at }) => {
    const run = `${build} ${pipeline}`;
    if (event === "begun") begun.set(run, at);
    return event === "ended" ? [(at - (begun.get(run) ?? at)) / 1000] : [];
  });
}

const seconds = (value: number) => `${value.toFixed(2)} s`;

function spread(values: readonly number[]): string {
  return `${Math.min(...values)} to ${Math.max(...values)}, median ${median(values)}`;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
