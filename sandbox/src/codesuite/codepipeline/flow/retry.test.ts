import { describe, expect, it } from "vitest";
import { pipelineOf, sourceAction, stageOf, TestFlow, work } from "./flow.fixture.js";

const sourceStage = stageOf("Source", [sourceAction("App")]);
const deploy = (rest: Partial<ReturnType<typeof stageOf>> = {}) =>
  stageOf("Deploy", [work("a"), work("b"), work("c", { runOrder: 2 })], rest);

/** Both actions have ended, and one of them has failed. */
function failed(rest: Partial<ReturnType<typeof stageOf>> = {}) {
  const test = new TestFlow(pipelineOf([sourceStage, deploy(rest)]));
  test.start();
  test.end("1 App");
  test.end("1 a");
  test.fail("1 b");
  return test;
}

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/stage-retry.html */
describe("a retry", () => {
  it("of failed actions runs them again, and goes on", () => {
    const test = failed();
    test.flow.retry(test.id(1), "Deploy", "FAILED_ACTIONS");
    expect(test.running()).toEqual(["1 b"]);
    test.end("1 b");
    test.end("1 c");
    expect(test.execution(1)).toMatchObject({ status: "Succeeded", attempt: 2 });
    expect(test.execution(1).stages.Deploy).toMatchObject({
      manualRetries: 1,
      latestRetryTrigger: "ManualStageRetry",
    });
  });

  it("of all actions begins with the first", () => {
    const test = failed();
    test.flow.retry(test.id(1), "Deploy", "ALL_ACTIONS");
    expect(test.running()).toEqual(["1 a", "1 b"]);
  });

  it("is refused when nothing has failed, or there is no such stage", () => {
    const test = failed();
    expect(() => test.flow.retry(test.id(1), "Source", "ALL_ACTIONS")).toThrow(/status is Succeeded/);
    expect(() => test.flow.retry(test.id(1), "Else", "ALL_ACTIONS")).toThrow(/no stage 'Else'/);
  });

  it("is refused once another execution has entered the stage", () => {
    const test = failed();
    test.start();
    test.end("2 App");
    expect(() => test.flow.retry(test.id(1), "Deploy", "FAILED_ACTIONS")).toThrow(/has entered the stage/);
  });

  it("is refused once the pipeline was changed", () => {
    const test = failed();
    test.flow.update({ ...test.flow.pipeline, version: 2 });
    expect(() => test.flow.retry(test.id(1), "Deploy", "FAILED_ACTIONS")).toThrow(/was changed/);
  });

  it("happens by itself once, where the stage says so", () => {
    const test = failed({ onFailure: { result: "RETRY", retryConfiguration: { retryMode: "ALL_ACTIONS" } } });
    expect(test.running()).toEqual(["1 a", "1 b"]);
    expect(test.execution(1).stages.Deploy?.latestRetryTrigger).toBe("AutomatedStageRetry");
    test.end("1 a");
    test.fail("1 b");
    expect(test.statuses()).toEqual(["Failed"]);
  });
});

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/stage-rollback.html */
describe("a rollback", () => {
  function released(rest: Partial<ReturnType<typeof stageOf>> = {}) {
    const [first] = [new TestFlow(pipelineOf([sourceStage, deploy(rest), stageOf("After")]))];
    first.start();
    first.end("1 App", { revision: { revisionId: "c1" } });
    for (const name of ["a", "b", "c", "After"]) first.end(`1 ${name}`);
    return first;
  }

  function failedAfter(rest: Partial<ReturnType<typeof stageOf>> = {}) {
    const test = released(rest);
    test.start();
    test.end("2 App", { revision: { revisionId: "c2" } });
    test.end("2 a");
    test.fail("2 b");
    return test;
  }

  it("runs the stage alone, with the revisions of the execution that it goes back to", () => {
    const test = failedAfter();
    const { number } = test.flow.rollback("Deploy", test.id(1), "ann");
    expect(test.running()).toEqual(["3 a", "3 b"]);
    for (const name of ["a", "b", "c"]) test.end(`${number} ${name}`);
    expect(test.execution(3)).toMatchObject({
      status: "Succeeded",
      executionType: "ROLLBACK",
      rollbackTarget: test.id(1),
      trigger: { triggerType: "ManualRollback", triggerDetail: "ann" },
      revisions: [{ revisionId: "c1" }],
    });
    expect(test.running()).toEqual([]);
  });

  it("happens by itself where the stage says so, to the newest that succeeded in it", () => {
    const test = failedAfter({ onFailure: { result: "ROLLBACK" } });
    expect(test.statuses()).toEqual(["Succeeded", "Failed", "InProgress"]);
    expect(test.execution(3)).toMatchObject({
      rollbackTarget: test.id(1),
      trigger: { triggerType: "AutomatedRollback" },
    });
    test.fail("3 a");
    test.end("3 b");
    expect(test.statuses()).toEqual(["Succeeded", "Failed", "Failed"]);
  });

  it("has nowhere to go back to after a change of the pipeline", () => {
    const test = failedAfter();
    test.flow.update({ ...test.flow.pipeline, version: 2 });
    expect(() => test.flow.rollback("Deploy", test.id(1), "ann")).toThrow(/was changed since/);
  });

  it("is refused for a source stage, a stage that runs, a rollback and an execution that failed there", () => {
    const test = failedAfter();
    const toFirst = (name: string) => () => test.flow.rollback(name, test.id(1), "ann");
    expect(toFirst("Source")).toThrow(/the source stage/);
    expect(() => test.flow.rollback("Deploy", test.id(2), "ann")).toThrow(/did not succeed/);
    expect(() => test.flow.rollback("Deploy", "else", "ann")).toThrow(/Could not find/);
    toFirst("Deploy")();
    expect(toFirst("Deploy")).toThrow(/it is running/);
    for (const name of ["a", "b", "c"]) test.end(`3 ${name}`);
    expect(() => test.flow.rollback("Deploy", test.id(3), "ann")).toThrow(/a rollback itself/);
  });

  it("is refused in PARALLEL mode", () => {
    const test = new TestFlow(pipelineOf([sourceStage, stageOf("Deploy")], { executionMode: "PARALLEL" }));
    test.start();
    expect(() => test.flow.rollback("Deploy", test.id(1), "ann")).toThrow(/PARALLEL/);
  });
});

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/concepts-how-it-works-conditions.html */
describe("conditions, which the sandbox does not evaluate", () => {
  const conditions = [{ rules: [{ name: "Window", ruleTypeId: { provider: "DeploymentWindow" } }] }];

  it.each(["beforeEntry", "onSuccess", "onFailure"] as const)("fail their stage by name: %s", (kind) => {
    const test = new TestFlow(
      pipelineOf([sourceStage, stageOf("Deploy", [work("a")], { [kind]: { conditions } })]),
    );
    test.start();
    test.end("1 App");
    if (kind === "onSuccess") test.end("1 a");
    if (kind === "onFailure") test.fail("1 a");
    expect(test.execution(1)).toMatchObject({
      status: "Failed",
      statusSummary: `The sandbox does not evaluate conditions: ${kind} of stage 'Deploy' has the rule 'Window' (DeploymentWindow).`,
    });
  });
});
