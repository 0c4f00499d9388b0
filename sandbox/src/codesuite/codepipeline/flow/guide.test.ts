import { describe, expect, it } from "vitest";
import { approvalAction, pipelineOf, sourceAction, stageOf, TestFlow, work } from "./flow.fixture.js";

/** The examples that the user guide itself gives, in its own numbers. Pages are below https://docs.aws.amazon.com/codepipeline/latest/userguide/ */

/** action-requirements.html, "runOrder": three actions, numbered 1, 2, 3; then 1, 2, 2; then the second is taken out. */
describe("three actions of a stage", () => {
  const numbered = (...orders: readonly number[]) => {
    const actions = orders.map((runOrder, index) => work(`Action${index + 1}`, { runOrder }));
    const test = new TestFlow(pipelineOf([stageOf("Source"), stageOf("Three", actions)]));
    test.start();
    test.end("1 Source");
    return test;
  };

  /** What runs at the same time, in turn. */
  function turnsOf(test: TestFlow): string[][] {
    const turns: string[][] = [];
    for (let running = test.running(); running.length > 0; running = test.running()) {
      turns.push(running.map((what) => what.slice(2)));
      for (const what of running) test.end(what);
    }
    return turns;
  }

  it.each([
    ["run in sequence when they are numbered 1, 2, 3", [1, 2, 3], [["Action1"], ["Action2"], ["Action3"]]],
    [
      "run the second and third in parallel when these are both 2",
      [1, 2, 2],
      [["Action1"], ["Action2", "Action3"]],
    ],
    ["need not be numbered anew when the second is taken out", [1, 3], [["Action1"], ["Action2"]]],
  ])("%s", (_, orders, turns) => {
    const test = numbered(...orders);
    expect(turnsOf(test)).toEqual(turns);
    expect(test.statuses()).toEqual(["Succeeded"]);
  });
});

/** concepts-how-it-works.html: "How executions are processed in SUPERSEDED mode", rules 1 to 3 and their pictures. */
describe("the three rules of SUPERSEDED mode", () => {
  it("hold execution 2 in front of the stage that execution 1 locks, and let execution 3 overtake it there", () => {
    const test = new TestFlow(pipelineOf(["Source", "Test", "Production"].map((name) => stageOf(name))));
    test.start();
    test.end("1 Source");
    // Rule 1: another execution is in another stage meanwhile.
    test.start();
    expect(test.running().sort()).toEqual(["1 Test", "2 Source"]);
    // Rule 2.
    test.end("2 Source");
    expect(test.running().sort()).toEqual(["1 Test"]);
    // Rule 3.
    test.start();
    test.end("3 Source");
    expect(test.statuses()).toEqual(["InProgress", "Superseded", "InProgress"]);
    test.end("1 Test");
    expect(test.running().sort()).toEqual(["1 Production", "3 Test"]);
  });

  it("supersede between stages only: who is in a stage ends it, and is overtaken in front of the next", () => {
    const test = new TestFlow(pipelineOf(["Source", "Test", "Production"].map((name) => stageOf(name))));
    for (const number of [1, 2]) {
      test.start();
      test.end(`${number} Source`);
      test.end(`${number} Test`);
    }
    expect(test.statuses()).toEqual(["InProgress", "InProgress"]);
    test.start();
    test.end("3 Source");
    expect(test.statuses()).toEqual(["InProgress", "InProgress", "InProgress"]);
    test.end("3 Test");
    expect(test.statuses()).toEqual(["InProgress", "Superseded", "InProgress"]);
  });
});

/** concepts-how-it-works.html, "Managing the flow of executions", "A failure": both things that can follow. */
describe("a stage with a failed action", () => {
  const failed = () => {
    const actions = [work("Build"), work("Verify"), work("Deploy", { runOrder: 2 })];
    const test = new TestFlow(pipelineOf([stageOf("Source"), stageOf("Release", actions)]));
    test.start();
    test.end("1 Source");
    test.end("1 Build");
    test.fail("1 Verify");
    return test;
  };

  it("is retried: the failed actions run again and, if they succeed, the execution continues in the stage", () => {
    const test = failed();
    test.flow.retry(test.id(1), "Release", "FAILED_ACTIONS");
    expect(test.running().sort()).toEqual(["1 Verify"]);
    test.end("1 Verify");
    test.end("1 Deploy");
    expect(test.statuses()).toEqual(["Succeeded"]);
  });

  it("is entered by another execution, and then the failed one cannot be retried", () => {
    const test = failed();
    test.start();
    test.end("2 Source");
    expect(test.running().sort()).toEqual(["2 Build", "2 Verify"]);
    expect(() => test.flow.retry(test.id(1), "Release", "FAILED_ACTIONS")).toThrow(/has entered the stage/);
  });
});

/** concepts-how-it-works.html, "Managing the flow of executions", "An approval action", and its note. */
describe("a stage with an approval", () => {
  const asking = () => {
    const actions = [approvalAction("Approve"), work("Deploy", { runOrder: 2 })];
    const test = new TestFlow(pipelineOf([stageOf("Source"), stageOf("Production", actions)]));
    for (const number of [1, 2]) {
      test.start();
      test.end(`${number} Source`);
    }
    return test;
  };

  it.each(["is rejected", "has timed out"])("is locked until it %s, which is a failure of an action", () => {
    const test = asking();
    expect(test.running().sort()).toEqual(["1 Approve"]);
    test.fail("1 Approve");
    expect(test.stageStatus(1, "Production")).toBe("Failed");
    expect(test.running().sort()).toEqual(["2 Approve"]);
  });
});

/** concepts-how-it-works.html, "Recommended pipeline structure": what was tested is what is deployed, and then the latest goes on. */
it("a stage tests and deploys one change, and the latest that passed the test environment goes to production", () => {
  const test = new TestFlow(
    pipelineOf([
      stageOf("Source", [sourceAction("App")]),
      stageOf("Test", [work("BuildAndTest"), work("DeployToTest", { runOrder: 2 })]),
      stageOf("Prod", [work("DeployToProd")]),
    ]),
  );
  test.start();
  test.end("1 App");
  test.end("1 BuildAndTest");
  test.start();
  test.end("2 App");
  expect(test.running().sort()).toEqual(["1 DeployToTest"]);
  test.end("1 DeployToTest");
  expect(test.running().sort()).toEqual(["1 DeployToProd", "2 BuildAndTest"]);
});

/** concepts-how-it-works.html, "How executions are processed in QUEUED mode": one by one, in the order in which they are queued. */
it("in QUEUED mode execution 2 and 3 wait in their order, and neither is superseded", () => {
  const stages = ["Source", "Test", "Production"].map((name) => stageOf(name));
  const test = new TestFlow(pipelineOf(stages, { executionMode: "QUEUED" }));
  for (let count = 0; count < 3; count += 1) test.start();
  expect(test.running().sort()).toEqual(["1 Source"]);
  test.end("1 Source");
  test.end("2 Source");
  test.end("3 Source");
  test.end("1 Test");
  expect(test.running().sort()).toEqual(["1 Production", "2 Test"]);
  expect(test.statuses()).toEqual(["InProgress", "InProgress", "InProgress"]);
});
