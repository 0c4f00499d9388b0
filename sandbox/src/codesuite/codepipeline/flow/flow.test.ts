import { describe, expect, it } from "vitest";
import { approvalAction, pipelineOf, stageOf, TestFlow, work } from "./flow.fixture.js";

const transition = (enabled: boolean) => ({
  enabled,
  lastChangedBy: "arn:aws:iam::111111111111:user/ann",
  lastChangedAt: "2026-01-02T00:00:00.000Z",
});

const twoStages = (executionMode: "SUPERSEDED" | "QUEUED" | "PARALLEL" = "SUPERSEDED") =>
  new TestFlow(pipelineOf([stageOf("Source"), stageOf("Deploy")], { executionMode }));

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/action-requirements.html (runOrder) */
describe("the actions of a stage", () => {
  const ordered = () =>
    new TestFlow(
      pipelineOf([
        stageOf("Source"),
        stageOf("Deploy", [work("a"), work("b"), work("c", { runOrder: 2 }), work("d", { runOrder: 7 })]),
      ]),
    );

  it("run side by side when they have the same run order, and after those of a lower one", () => {
    const test = ordered();
    test.start();
    test.end("1 Source");
    expect(test.running()).toEqual(["1 a", "1 b"]);
    test.end("1 b");
    expect(test.running()).toEqual(["1 a"]);
    test.end("1 a");
    expect(test.running()).toEqual(["1 c"]);
    test.end("1 c");
    test.end("1 d");
    expect(test.statuses()).toEqual(["Succeeded"]);
  });

  it("are waited for when one beside them fails; then the stage fails and nothing begins", () => {
    const test = ordered();
    test.start();
    test.end("1 Source");
    test.fail("1 a");
    expect(test.stageStatus(1, "Deploy")).toBe("InProgress");
    test.end("1 b");
    expect(test.running()).toEqual([]);
    expect(test.stageStatus(1, "Deploy")).toBe("Failed");
    expect(test.statuses()).toEqual(["Failed"]);
  });
});

/** The rules and pictures of https://docs.aws.amazon.com/codepipeline/latest/userguide/concepts-how-it-works.html */
describe("a stage in SUPERSEDED mode", () => {
  it("is locked while it works: the next execution waits in front of it", () => {
    const test = twoStages();
    test.start();
    test.end("1 Source");
    test.start();
    test.end("2 Source");
    expect(test.running()).toEqual(["1 Deploy"]);
    test.end("1 Deploy");
    expect(test.running()).toEqual(["2 Deploy"]);
  });

  it("lets the newest in: execution 3 overtakes execution 2, which waited", () => {
    const test = twoStages();
    test.start();
    test.end("1 Source");
    for (const number of [test.start(), test.start()]) test.end(`${number} Source`);
    expect(test.statuses()).toEqual(["InProgress", "Superseded", "InProgress"]);
    test.end("1 Deploy");
    expect(test.running()).toEqual(["3 Deploy"]);
  });

  it("is unlocked by a failure", () => {
    const test = twoStages();
    test.start();
    test.end("1 Source");
    test.start();
    test.end("2 Source");
    test.fail("1 Deploy");
    expect(test.running()).toEqual(["2 Deploy"]);
  });

  it("is locked until its approval is answered", () => {
    const test = new TestFlow(
      pipelineOf([
        stageOf("Source"),
        stageOf("Release", [approvalAction("Approve"), work("Deploy", { runOrder: 2 })]),
      ]),
    );
    test.start();
    test.end("1 Source");
    test.start();
    test.end("2 Source");
    expect(test.running()).toEqual(["1 Approve"]);
    test.end("1 Approve");
    expect(test.running()).toEqual(["1 Deploy"]);
    test.end("1 Deploy");
    expect(test.running()).toEqual(["2 Approve"]);
  });

  it("is not entered while its transition is disabled, and then by the newest", () => {
    const test = twoStages();
    test.flow.setTransition("Deploy", transition(false));
    for (const number of [test.start(), test.start()]) test.end(`${number} Source`);
    expect(test.running()).toEqual([]);
    expect(test.statuses()).toEqual(["Superseded", "InProgress"]);
    test.flow.setTransition("Deploy", transition(true));
    expect(test.running()).toEqual(["2 Deploy"]);
  });
});

describe("a stage in QUEUED mode", () => {
  it("is entered in the order in which executions have come, and none is overtaken", () => {
    const test = twoStages("QUEUED");
    test.start();
    test.end("1 Source");
    for (const number of [test.start(), test.start()]) test.end(`${number} Source`);
    test.end("1 Deploy");
    expect(test.running()).toEqual(["2 Deploy"]);
    test.end("2 Deploy");
    test.end("3 Deploy");
    expect(test.statuses()).toEqual(["Succeeded", "Succeeded", "Succeeded"]);
  });

  it("takes 50 executions, and refuses the next", () => {
    const test = twoStages("QUEUED");
    for (let count = 0; count < 50; count += 1) test.start();
    expect(() => test.start()).toThrow(/limit of 50/);
    test.fail("1 Source");
    expect(test.start()).toBe(51);
  });
});

describe("a stage in PARALLEL mode", () => {
  it("is locked by nobody", () => {
    const test = twoStages("PARALLEL");
    for (const number of [test.start(), test.start()]) test.end(`${number} Source`);
    expect(test.running()).toEqual(["1 Deploy", "2 Deploy"]);
  });

  it("runs five actions of an execution at a time, and another when one ends", () => {
    const names = ["a", "b", "c", "d", "e", "f"];
    const actions = [approvalAction("Approve"), ...names.map((name) => work(name, { runOrder: 2 }))];
    const stages = [stageOf("Source"), stageOf("Deploy", actions)];
    const test = new TestFlow(pipelineOf(stages, { executionMode: "PARALLEL" }));
    test.start();
    test.end("1 Source");
    test.end("1 Approve");
    expect(test.running()).toHaveLength(5);
    test.end("1 a");
    expect(test.running()).toContain("1 f");
  });
});

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-stop.html */
describe("stopping", () => {
  const stopped = (abandon: boolean) => {
    const test = new TestFlow(
      pipelineOf([stageOf("Source"), stageOf("Deploy", [work("a"), work("b", { runOrder: 2 })])]),
    );
    test.start();
    test.end("1 Source");
    test.flow.stop(test.id(1), { abandon, reason: "wrong" });
    return test;
  };

  it("waits for actions in progress, and lets none begin", () => {
    const test = stopped(false);
    expect(test.statuses()).toEqual(["Stopping"]);
    expect(test.stageStatus(1, "Deploy")).toBe("Stopping");
    test.end("1 a");
    expect(test.statuses()).toEqual(["Stopped"]);
    expect(test.stageStatus(1, "Deploy")).toBe("Stopped");
    expect(test.runOf(1, "Deploy", "a")?.status).toBe("Succeeded");
    expect(test.running()).toEqual([]);
  });

  it("abandons actions in progress, and what they say later changes nothing", () => {
    const test = stopped(true);
    expect(test.statuses()).toEqual(["Stopped"]);
    expect(test.runOf(1, "Deploy", "a")?.status).toBe("Abandoned");
  });

  it("may turn from waiting to abandoning, and is not asked for twice", () => {
    const test = stopped(false);
    expect(() => test.flow.stop(test.id(1), { abandon: false })).toThrow(/stopping already/);
    test.flow.stop(test.id(1), { abandon: true });
    expect(test.statuses()).toEqual(["Stopped"]);
    expect(() => test.flow.stop(test.id(1), { abandon: true })).toThrow(/its status is Stopped/);
    expect(() => test.flow.stop("other", { abandon: true })).toThrow(/does not exist/);
  });

  it("ends an execution that waits at once", () => {
    const test = twoStages();
    test.start();
    test.start();
    test.flow.stop(test.id(2), { abandon: false });
    expect(test.statuses()).toEqual(["InProgress", "Stopped"]);
  });

  it("leaves a stage that can be retried", () => {
    const test = stopped(false);
    test.end("1 a");
    test.flow.retry(test.id(1), "Deploy", "FAILED_ACTIONS");
    expect(test.running()).toEqual(["1 b"]);
  });
});

/** "The pipeline's definition was updated before the pipeline execution could be completed" (…/APIReference/API_PipelineExecution.html) */
describe("an update of the pipeline", () => {
  const changed = (test: TestFlow) => ({ ...test.flow.pipeline, version: 2 });

  it("cancels what runs, once its actions in progress have ended", () => {
    const test = twoStages();
    test.start();
    test.end("1 Source");
    test.start();
    test.flow.update(changed(test));
    expect(test.statuses()).toEqual(["InProgress", "InProgress"]);
    test.end("1 Deploy");
    test.end("2 Source");
    expect(test.statuses()).toEqual(["Cancelled", "Cancelled"]);
    expect(test.running()).toEqual([]);
  });

  it("cancels who waits, and an approval that nobody works on, at once", () => {
    const test = new TestFlow(
      pipelineOf([stageOf("Source"), stageOf("Release", [approvalAction("Approve")])]),
    );
    test.start();
    test.end("1 Source");
    test.start();
    test.end("2 Source");
    test.flow.update(changed(test));
    expect(test.statuses()).toEqual(["Cancelled", "Cancelled"]);
    expect(test.runOf(1, "Release", "Approve")?.status).toBe("Abandoned");
  });

  it("may take away the stage that is in progress", () => {
    const test = twoStages();
    test.start();
    test.end("1 Source");
    test.flow.update(pipelineOf([stageOf("Source"), stageOf("Other")], { version: 2 }));
    test.end("1 Deploy");
    expect(test.statuses()).toEqual(["Cancelled"]);
  });
});

describe("what is told", () => {
  it("is each change of a pipeline, a stage and an action, in order", () => {
    const test = twoStages();
    test.start();
    test.end("1 Source");
    test.fail("1 Deploy");
    test.flow.retry(test.id(1), "Deploy", "FAILED_ACTIONS");
    test.end("1 Deploy");
    expect(test.told).toEqual([
      "pipeline 1 Started",
      "stage 1 Source Started",
      "action 1 Source Started",
      "action 1 Source Succeeded",
      "stage 1 Source Succeeded",
      "stage 1 Deploy Started",
      "action 1 Deploy Started",
      "action 1 Deploy Failed",
      "stage 1 Deploy Failed",
      "pipeline 1 Failed",
      "pipeline 1 Resumed",
      "stage 1 Deploy Resumed",
      "action 1 Deploy Started",
      "action 1 Deploy Succeeded",
      "stage 1 Deploy Succeeded",
      "pipeline 1 Succeeded",
    ]);
  });
});

describe("a restart", () => {
  it("finds what was kept: locks, queues, transitions and what runs", () => {
    const test = twoStages("QUEUED");
    test.start();
    test.end("1 Source");
    for (const number of [test.start(), test.start()]) test.end(`${number} Source`);
    test.restart();
    expect(test.statuses()).toEqual(["InProgress", "InProgress", "InProgress"]);
    test.end("1 Deploy");
    expect(test.running()).toEqual(["2 Deploy"]);
  });
});
