import { describe, expect, it } from "vitest";
import { readEnvironment } from "./environment.js";

const sound = {
  STAGEWRIGHT_TABLE: "table",
  STAGEWRIGHT_LEDGER: "ledger",
  STAGEWRIGHT_PROJECT: "project",
  STAGEWRIGHT_BUILDS: "2",
  STAGEWRIGHT_PIPELINES_PER_BUILD: "10",
};

describe("readEnvironment", () => {
  it("reads what the control plane tells its functions", () => {
    const limits = { builds: 2, pipelinesPerBuild: 10 };
    expect(readEnvironment(sound)).toEqual({ table: "table", ledger: "ledger", project: "project", limits });
  });

  it("names everything that is missing or wrong at once", () => {
    const wrong = { ...sound, STAGEWRIGHT_TABLE: undefined, STAGEWRIGHT_BUILDS: "many" };
    expect(() => readEnvironment(wrong)).toThrow(
      'STAGEWRIGHT_TABLE is missing; STAGEWRIGHT_BUILDS is "many", not a whole number from 1',
    );
  });
});
