import { describe, expect, it } from "vitest";
import { readEvent } from "./event.js";

const place = { account: "111111111111", region: "eu-west-1" };
const execution = "12345678-1234-5678-abcd-12345678abcd";
const pipeline = "stagewright-shop-main--abcdefghij";

/** The forms of https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html */
const event = (kind: string, detail: object, more: object = {}) => ({
  version: "0",
  id: "CWE-event-id",
  "detail-type": `CodePipeline ${kind} Execution State Change`,
  source: "aws.codepipeline",
  ...place,
  time: "2026-01-02T03:04:05Z",
  resources: [`arn:aws:codepipeline:eu-west-1:111111111111:${pipeline}`],
  detail: {
    pipeline,
    "execution-id": execution,
    "start-time": "2026-01-02T03:00:00.123Z",
    state: "FAILED",
    version: 3.0,
    "pipeline-execution-attempt": 2.0,
    ...detail,
  },
  ...more,
});

const action = {
  stage: "Prod",
  action: "Deploy",
  "action-execution-id": "47f821c5-a902-44b2-ae61-b878d31ecd21",
  region: "eu-west-1",
  type: { owner: "AWS", provider: "CodeBuild", category: "Build", version: "1" },
};

const mark = {
  execution,
  attempt: 2,
  state: "Failed",
  started: "2026-01-02T03:00:00.123Z",
  at: "2026-01-02T03:04:05.000Z",
};

const failedWith = (result: object, more: object = {}) =>
  readEvent(event("Action", { ...action, ...more, "execution-result": result }), place)?.observation;

describe("an event of CodePipeline", () => {
  it("tells how a pipeline's execution is", () => {
    const observation = { level: "pipeline", mark: { ...mark, of: execution } };
    expect(readEvent(event("Pipeline", {}), place)).toEqual({ pipeline, observation });
  });

  it("tells how a stage is", () => {
    const observation = { level: "stage", mark: { ...mark, of: "Prod" } };
    expect(readEvent(event("Stage", { stage: "Prod" }), place)).toEqual({ pipeline, observation });
  });

  it("tells why an action failed, and where more is to be seen", () => {
    const link =
      "https://eu-west-1.console.aws.amazon.com/codebuild/home?region=eu-west-1#/builds/x:y/view/new";
    const result = {
      "external-execution-url": link,
      "external-execution-summary": "Build terminated with state: FAILED",
      "external-execution-id": "x:y",
      "error-code": "JobFailed",
    };
    expect(failedWith(result)).toEqual({
      level: "action",
      mark: { ...mark, of: action["action-execution-id"] },
      stage: "Prod",
      action: "Deploy",
      isApproval: false,
      message: "JobFailed: Build terminated with state: FAILED",
      link,
    });
  });

  it.each([
    ["as CodeCommit tells it", "Fix the basket\n\nAnd more."],
    [
      "as connections wrap it",
      JSON.stringify({ ProviderType: "GitHub", CommitMessage: "Fix the basket\n\nx" }),
    ],
  ])("of a source tells its commit, %s", (_, summary) => {
    const result = { "external-execution-summary": summary, "external-execution-id": "08d7ae" };
    const type = { ...action.type, category: "Source" };
    expect(failedWith(result, { type, state: "SUCCEEDED" })).toMatchObject({
      commit: { execution, id: "08d7ae", summary: "Fix the basket", at: mark.at },
    });
  });

  it("begins when its time says, where it tells no other", () => {
    const read = readEvent(
      event("Pipeline", { "start-time": undefined, "pipeline-execution-attempt": undefined }),
      place,
    );
    expect(read?.observation.mark).toMatchObject({ started: mark.at, attempt: 1 });
  });

  it.each<[string, unknown]>([
    ["nothing", undefined],
    ["text", "event"],
    ["an event without detail", { ...event("Pipeline", {}), detail: undefined }],
    ["another source", event("Pipeline", {}, { source: "evil.codepipeline" })],
    ["another account", event("Pipeline", {}, { account: "999999999999" })],
    ["another region", event("Pipeline", {}, { region: "us-east-1" })],
    ["another kind", event("Pipeline", {}, { "detail-type": "constructor" })],
    ["a state of no pipeline", event("Pipeline", { state: "toString" })],
    ["an execution of another form", event("Pipeline", { "execution-id": "../../x" })],
    ["a time that is none", event("Pipeline", {}, { time: "yesterday" })],
    ["a pipeline of another form", event("Pipeline", { pipeline: "a b" })],
    ["a pipeline with a huge name", event("Pipeline", { pipeline: "a".repeat(1_000_000) })],
    ["a stage without a name", event("Stage", {})],
    ["an action without a name", event("Action", { stage: "Prod" })],
  ])("is none where it is %s", (_, hostile) => {
    expect(readEvent(hostile, place)).toBeUndefined();
  });

  it("is cut where it is huge, spelled out where it would not be seen, and no link where it is no page", () => {
    const observation = failedWith({
      "external-execution-url": "javascript:alert(1)",
      "external-execution-summary": `\u001b[2J\u202e${"x".repeat(1_000_000)}`,
    });
    expect(JSON.stringify(observation).length).toBeLessThan(1_000);
    expect(observation).toMatchObject({ message: expect.stringMatching(/^\\u001b\[2J\\u202ex+…$/) });
    expect(observation).not.toHaveProperty("link");
  });
});
