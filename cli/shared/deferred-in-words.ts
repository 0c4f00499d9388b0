import type { PipelineStatus } from "../../controller/records/index.js";

/** For what a change waits, and how one has it not wait. */
export function deferredInWords({
  since,
  until,
  execution,
  why,
}: NonNullable<PipelineStatus["deferred"]>): string[] {
  return [
    `deferred since ${since}, until ${until} at most: execution ${execution} ${why}`,
    "`stagewright put --now`, or `rm --now`, has it cancel what runs",
  ];
}
