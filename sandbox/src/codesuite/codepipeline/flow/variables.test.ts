import { describe, expect, it } from "vitest";
import { pipelineOf, sourceAction, stageOf, TestFlow, work } from "./flow.fixture.js";

const variables = [{ name: "ticket", defaultValue: "none" }];
const start = (values: Record<string, string>) => ({ variables: values });

function flowWith(
  configuration: Record<string, string>,
  rest: Parameters<typeof pipelineOf>[1] = { variables },
) {
  const stages = [
    stageOf("Source", [sourceAction("App", { namespace: "App", outputArtifacts: [{ name: "Source" }] })]),
    stageOf("Build", [
      work("Build", { configuration, namespace: "Built", inputArtifacts: [{ name: "Source" }] }),
    ]),
    stageOf("Deploy", [work("Deploy", { configuration })]),
  ];
  return new TestFlow(pipelineOf(stages, rest));
}

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-variables.html */
describe("a reference in an action's configuration", () => {
  it("is replaced by what an earlier action has set, the pipeline's variable or the execution's id", () => {
    const test = flowWith({
      Text: "#{App.CommitId} #{variables.ticket} #{codepipeline.PipelineExecutionId}",
    });
    test.start(start({ ticket: "T-1" }));
    test.end("1 App", { variables: { CommitId: "c1" } });
    expect(test.runOf(1, "Build", "Build")).toMatchObject({
      configuration: { Text: expect.stringContaining("#{App.CommitId}") },
      resolvedConfiguration: { Text: `c1 T-1 ${test.id(1)}` },
    });
  });

  it("to a variable that was not set fails the action, by name", () => {
    const test = flowWith({ Text: "#{App.TagName}" });
    test.start();
    test.end("1 App", { variables: { CommitId: "c1" } });
    expect(test.runOf(1, "Build", "Build")).toMatchObject({
      status: "Failed",
      error: { code: "ConfigurationError", message: expect.stringContaining("#{App.TagName}") },
    });
    expect(test.statuses()).toEqual(["Failed"]);
  });

  it("finds nothing that only JavaScript has put there", () => {
    const test = flowWith({ Text: "#{constructor.name} #{App.toString}" });
    test.start();
    test.end("1 App", { variables: { CommitId: "c1" } });
    expect(test.runOf(1, "Build", "Build")).toMatchObject({
      status: "Failed",
      error: { message: expect.stringContaining("#{constructor.name}, #{App.toString}") },
    });
  });

  it("is not looked for in what a variable holds", () => {
    const test = flowWith({ Text: "#{App.CommitMessage}" });
    test.start();
    test.end("1 App", { variables: { CommitMessage: "#{variables.ticket}" } });
    expect(test.runOf(1, "Build", "Build")?.resolvedConfiguration).toEqual({ Text: "#{variables.ticket}" });
  });
});

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html */
describe("variables", () => {
  it("of one action have 122,880 bytes at most", () => {
    const test = flowWith({});
    test.start();
    test.end("1 App", { variables: { a: "x".repeat(122_879) } });
    expect(test.running()).toEqual(["1 Build"]);
    test.end("1 Build", { variables: { a: "x".repeat(122_880) } });
    expect(test.runOf(1, "Build", "Build")).toMatchObject({
      status: "Failed",
      error: { message: expect.stringContaining("122880") },
    });
  });

  it("make a configuration of 100 KB at most", () => {
    const test = flowWith({ Text: "#{App.a}#{App.a}" });
    test.start();
    test.end("1 App", { variables: { a: "x".repeat(60_000) } });
    expect(test.runOf(1, "Build", "Build")).toMatchObject({
      status: "Failed",
      error: { message: expect.stringContaining("102400") },
    });
  });

  it("of the pipeline need a value or a default: otherwise the execution fails", () => {
    const test = flowWith({}, { variables: [{ name: "ticket" }] });
    test.start();
    expect(test.execution(1)).toMatchObject({
      status: "Failed",
      statusSummary: expect.stringContaining("ticket"),
    });
    test.start(start({ ticket: "T-1" }));
    expect(test.running()).toEqual(["2 App"]);
  });

  it("that the pipeline does not declare are refused", () => {
    const test = flowWith({});
    expect(() => test.start(start({ other: "x" }))).toThrow(/does not declare a variable 'other'/);
  });
});

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-trigger-source-overrides.html */
describe("a source revision override", () => {
  const override = (change: object = {}) => ({
    overrides: [{ actionName: "App", revisionType: "COMMIT_ID" as const, revisionValue: "c7", ...change }],
  });

  it("is kept for its source", () => {
    const test = flowWith({});
    test.start(override());
    expect(test.execution(1).overrides).toEqual(override().overrides);
  });

  it.each([
    [{ actionName: "Build" }, /no source action 'Build'/],
    [{ revisionType: "IMAGE_DIGEST" as const }, /takes no revision of type IMAGE_DIGEST/],
  ])("is refused where it does not fit: %o", (change, message) => {
    expect(() => flowWith({}).start(override(change))).toThrow(message);
  });

  it("needs a pipeline of type V2", () => {
    const test = flowWith({}, { pipelineType: "V1" });
    expect(() => test.start(override())).toThrow(/type V2/);
  });
});

describe("an artifact", () => {
  it("has a key of the pipeline's name, cut at 20, its own, cut at 10, and seven characters", () => {
    const outputArtifacts = [{ name: "SourceCodeOfShop" }];
    const stages = [stageOf("Source", [sourceAction("App", { outputArtifacts })]), stageOf("Build")];
    const test = new TestFlow(pipelineOf(stages, { name: "a-pipeline-with-a-long-name" }));
    test.start();
    expect(test.runOf(1, "Source", "App")?.outputArtifacts).toEqual([
      {
        name: "SourceCodeOfShop",
        region: "eu-west-1",
        bucket: "artifacts",
        key: "a-pipeline-with-a-lo/SourceCode/AbCdEf1",
      },
    ]);
  });

  it("is in the store of its action's region, and given to those that read it", () => {
    const store = (location: string) => ({ type: "S3", location });
    const stages = [
      stageOf("Source", [sourceAction("App", { outputArtifacts: [{ name: "Source" }] })]),
      stageOf("Build", [
        work("Build", {
          region: "us-east-1",
          inputArtifacts: [{ name: "Source" }],
          outputArtifacts: [{ name: "Out" }],
        }),
      ]),
    ];
    const { artifactStore: _, ...pipeline } = pipelineOf(stages);
    const test = new TestFlow({
      ...pipeline,
      artifactStores: { "eu-west-1": store("here"), "us-east-1": store("there") },
    });
    test.start();
    test.end("1 App");
    expect(test.runOf(1, "Build", "Build")).toMatchObject({
      inputArtifacts: [{ name: "Source", bucket: "here" }],
      outputArtifacts: [{ name: "Out", bucket: "there", region: "us-east-1" }],
    });
  });
});

it("a start with the same token gives the same execution", () => {
  const test = flowWith({});
  expect([test.start({ clientRequestToken: "t" }), test.start({ clientRequestToken: "t" })]).toEqual([1, 1]);
});
