import * as codepipeline from "@aws-sdk/client-codepipeline";
import { describe, expect, it } from "vitest";
import { explainRefusal } from "./refusals.js";

const refusal = (name: string) => Object.assign(new Error("In AWS's\n words."), { name });

describe("what CodePipeline refuses", () => {
  it.each([
    ["StageNotRetryableException", "stagewright start"],
    ["NotLatestPipelineExecutionException", "newer execution"],
    ["PipelineExecutionNotStoppableException", "in progress"],
    ["DuplicatedStopRequestException", "--abandon"],
    ["PipelineExecutionOutdatedException", "revert"],
    ["UnableToRollbackStageException", "at rest"],
    ["ConcurrentPipelineExecutionsLimitExceededException", "Wait for one"],
    ["PipelineExecutionNotFoundException", "stagewright executions"],
    ["ConflictException", "Look again"],
  ])("as %s is told in AWS's words, with what to do, and AWS knows this error", (name, remedy) => {
    const [said, todo] = explainRefusal(refusal(name))?.split("\n") ?? [];
    expect(said).toBe("CodePipeline refuses it: In AWS's words.");
    expect(todo).toContain(remedy);
    expect(codepipeline).toHaveProperty(name);
  });

  it("is nothing else", () => {
    expect(explainRefusal(refusal("AccessDeniedException"))).toBeUndefined();
    expect(explainRefusal("text")).toBeUndefined();
  });
});
