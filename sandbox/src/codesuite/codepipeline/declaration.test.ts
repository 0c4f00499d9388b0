import { describe, expect, it } from "vitest";
import { type PipelineDeclaration, withDefaults } from "./declaration.js";
import { pipeline, stage } from "./pipeline.fixture.js";

const { pipelineType: _, ...untyped } = pipeline;

describe("withDefaults", () => {
  it("says what AWS fills in: mode, run order, empty configuration and artifacts", () => {
    const action = {
      name: "Wait",
      actionTypeId: { category: "Approval", owner: "AWS", provider: "Manual", version: "1" },
    };
    const { executionMode, stages } = withDefaults({ ...untyped, stages: [stage("Approval", action)] });
    expect(executionMode).toBe("SUPERSEDED");
    expect(stages[0]?.actions[0]).toEqual({
      ...action,
      runOrder: 1,
      configuration: {},
      inputArtifacts: [],
      outputArtifacts: [],
    });
  });

  it("keeps what the caller said", () => {
    const said: PipelineDeclaration = { ...pipeline, pipelineType: "V1", executionMode: "PARALLEL" };
    expect(withDefaults(said)).toMatchObject({ pipelineType: "V1", executionMode: "PARALLEL" });
    expect(withDefaults(pipeline).stages[3]?.actions.map(({ runOrder }) => runOrder)).toEqual([1, 2]);
  });

  it.each<[string, object, string]>([
    ["nothing of V2", {}, "V1"],
    ["variables", { variables: [{ name: "a" }] }, "V2"],
    ["triggers", { triggers: [{ gitConfiguration: { sourceActionName: "App" } }] }, "V2"],
    ["a mode other than the first", { executionMode: "QUEUED" }, "V2"],
    ["conditions", { stages: [{ ...stage("Deploy"), onFailure: { result: "ROLLBACK" } }] }, "V2"],
    ["empty lists", { variables: [], triggers: [] }, "V1"],
  ])("gives a pipeline with %s its type", (_, changes, type) => {
    expect(withDefaults({ ...untyped, ...changes }).pipelineType).toBe(type);
  });
});
