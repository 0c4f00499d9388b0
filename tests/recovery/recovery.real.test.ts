import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TableItem } from "../../controller/table/index.js";
import { bigger, type Moment, small, startKilledRuns } from "./killed-runs.js";

/** Where most is lost: nothing is in the state yet, and what is under way has no name, or fails when made again. */
const worst: readonly [string, TableItem | undefined, Moment][] = [
  ["created", small, { service: "kms", action: "CreateKey" }],
  ["updated", bigger, { service: "codebuild", action: "CreateProject" }],
  ["destroyed", undefined, { service: "codepipeline", action: "DeletePipeline" }],
];

let runs: Awaited<ReturnType<typeof startKilledRuns>>;

beforeAll(async () => {
  runs = await startKilledRuns();
});

afterAll(() => runs.close());

describe("a run that is killed with all its processes", () => {
  it.each(worst)(
    "leaves nothing that the next one does not find, when a pipeline is %s",
    async (when, item, moment) => {
      await runs.want(item);
      expect(await runs.runAndKill(moment)).toBe(true);
      expect(await runs.run()).toMatchObject({ outcome: { kind: item ? "applied" : "destroyed" } });
      await runs.expectSound(item, when);
    },
  );
});
