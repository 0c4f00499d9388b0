import { describe, expect, it } from "vitest";
import { answersOf, stateOf, summaryOf } from "./answers.fixture.js";
import {
  executionsInProgress,
  executionsNamed,
  rollbackTarget,
  stageNamed,
  stagesToRetry,
} from "./choices.js";
import { executionView, pipelineView } from "./pipeline-view.js";

const answers = answersOf();
const view = pipelineView({
  ...answers,
  states: [stateOf("BuildArtifact", "Failed"), stateOf("Source", "Succeeded")],
  summaries: [summaryOf("aa-3", { status: "InProgress" }), summaryOf("ab-2"), summaryOf("aa-1")],
});

it("a stage is found by its name, and by an environment of it", () => {
  expect(stageNamed(view, "BuildAndDeployToProd")?.environments).toEqual(["Prod"]);
  expect(stageNamed(view, "Prod")?.name).toBe("BuildAndDeployToProd");
  expect(stageNamed(view, "prod")).toBeUndefined();
});

it("an execution is found by how its id begins, and by being in progress", () => {
  expect(executionsNamed(view, "aa").map(({ id }) => id)).toEqual(["aa-3", "aa-1"]);
  expect(executionsInProgress(view).map(({ id }) => id)).toEqual(["aa-3"]);
});

it("stages that failed or were stopped can be retried, and no others", () => {
  expect(stagesToRetry(view).map(({ name }) => name)).toEqual(["BuildArtifact"]);
});

describe("a stage goes back", () => {
  const back = (rollbackTarget: string) => ({
    rollbackMetadata: { rollbackTargetPipelineExecutionId: rollbackTarget },
  });
  const target = (...succeeded: ReturnType<typeof summaryOf>[]) =>
    rollbackTarget(
      { execution: "3" },
      succeeded.map((summary) => executionView(summary)),
    )?.id;

  it("from what is live to what was live before", () => {
    expect(target(summaryOf("3"), summaryOf("2"), summaryOf("1"))).toBe("2");
  });

  it("from what failed to what succeeded last", () => {
    expect(target(summaryOf("2"), summaryOf("1"))).toBe("2");
  });

  it("from a rollback to what came before its own target", () => {
    expect(target(summaryOf("3", back("1")), summaryOf("2"), summaryOf("1"), summaryOf("0"))).toBe("0");
  });

  it("nowhere where nothing else succeeded, or it is too long ago to know", () => {
    expect(target(summaryOf("3"))).toBeUndefined();
    expect(target(summaryOf("3", back("long ago")), summaryOf("2"))).toBeUndefined();
  });
});
