import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { pipelineOf, sourceAction, stageOf, TestFlow } from "../flow/flow.fixture.js";
import { after } from "./deadline.js";
import { eventOf } from "./events.js";
import { newKey } from "./new-key.js";
import { deadlineOf, minutesFor } from "./timeouts.js";

const place = { accountId: "111111111111", region: "eu-west-1" };
const outputArtifacts = [{ name: "Source" }];

/** The forms of https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html */
describe("an event", () => {
  const test = new TestFlow(
    pipelineOf([stageOf("Source", [sourceAction("App", { outputArtifacts })]), stageOf("Deploy")]),
  );
  test.start({ trigger: { triggerType: "StartPipelineExecution", triggerDetail: "ann" } });
  test.fail("1 App");
  const execution = test.execution(1);
  const run = test.runOf(1, "Source", "App");

  it("of a pipeline names its execution, its version and, at its start, what started it", () => {
    expect(eventOf(execution, { level: "pipeline", state: "Started" }, place)).toEqual({
      ...place,
      source: "aws.codepipeline",
      detailType: "CodePipeline Pipeline Execution State Change",
      resources: ["arn:aws:codepipeline:eu-west-1:111111111111:shop"],
      detail: {
        pipeline: "shop",
        "execution-id": execution.id,
        "start-time": execution.startTime,
        "execution-trigger": { "trigger-type": "StartPipelineExecution", "trigger-detail": "ann" },
        state: "STARTED",
        version: 1,
        "pipeline-execution-attempt": 1,
      },
    });
  });

  it("of a stage names the stage", () => {
    const event = eventOf(execution, { level: "stage", stage: "Source", state: "Cancelled" }, place);
    expect(event.detail).toMatchObject({ stage: "Source", state: "CANCELED" });
  });

  it("of an action tells its type, its artifacts and why it failed", () => {
    if (!run) throw new Error("It has not run.");
    const event = eventOf(execution, { level: "action", state: "Failed", run }, place);
    expect(event.detail).toMatchObject({
      ...{ stage: "Source", action: "App", state: "FAILED", region: "eu-west-1" },
      type: { owner: "AWS", provider: "CodeCommit", category: "Source", version: "1" },
      "execution-result": { "external-execution-summary": "It failed.", "error-code": "JobFailed" },
    });
    const succeeded = eventOf(
      execution,
      { level: "action", state: "Succeeded", run: { ...run, status: "Succeeded" } },
      place,
    );
    expect(succeeded.detail["output-artifacts"]).toEqual([
      { name: "Source", s3location: { bucket: "artifacts", key: "shop/Source/AbCdEf1" } },
    ]);
  });
});

/** Minutes by https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html */
describe("a time-out", () => {
  it.each([
    ["Source", "S3", 60],
    ["Build", "CodeBuild", 36 * 60],
    ["Test", "CodeBuild", 8 * 60],
    ["Deploy", "CloudFormation", 3 * 24 * 60],
    ["Deploy", "S3", 90],
    ["Invoke", "Lambda", 24 * 60],
    ["Approval", "Manual", 7 * 24 * 60],
  ])("of %s %s is %i minutes", (category, provider, minutes) => {
    const actionTypeId = { category, owner: "AWS", provider, version: "1" };
    expect(minutesFor({ actionTypeId })).toBe(minutes);
    expect(minutesFor({ actionTypeId, timeoutInMinutes: 5 })).toBe(5);
  });

  it("of a function comes after 20 minutes without an answer too, counted from its last one, and after 24 hours for all that", () => {
    const actionTypeId = { category: "Invoke", owner: "AWS", provider: "Lambda", version: "1" };
    const startTime = "2026-01-02T00:00:00.000Z";
    const endOf = (updateTime: string) =>
      new Date(deadlineOf({ actionTypeId, startTime, updateTime }, 60_000)).toISOString();
    expect(endOf(startTime)).toBe("2026-01-02T00:20:00.000Z");
    expect(endOf("2026-01-02T23:00:00.000Z")).toBe("2026-01-02T23:20:00.000Z");
    expect(endOf("2026-01-02T23:50:00.000Z")).toBe("2026-01-03T00:00:00.000Z");
  });

  describe("is waited for", () => {
    beforeEach(() => void vi.useFakeTimers());
    afterEach(() => void vi.useRealTimers());
    const day = 24 * 60 * 60_000;

    it("also where it is longer than a timer can wait, as an approval of 60 days", () => {
      const call = vi.fn();
      after(60 * day, call);
      vi.advanceTimersByTime(59 * day);
      expect(call).not.toHaveBeenCalled();
      vi.advanceTimersByTime(day);
      expect(call).toHaveBeenCalledOnce();
    });

    it("less long when the clock is advanced", () => {
      const call = vi.fn();
      const deadline = after(60 * day, call);
      vi.advanceTimersByTime(day);
      deadline.advance(58 * day);
      expect(call).not.toHaveBeenCalled();
      deadline.advance(2 * day);
      vi.advanceTimersByTime(0);
      expect(call).toHaveBeenCalledOnce();
    });

    it("until it is called off", () => {
      const call = vi.fn();
      after(30 * day, call).cancel();
      vi.advanceTimersByTime(60 * day);
      expect(call).not.toHaveBeenCalled();
    });
  });
});

it("the end of an artifact's key is seven letters and digits", () => {
  expect(newKey()).toMatch(/^[A-Za-z0-9]{7}$/);
});
