import { expect, it } from "vitest";
import { whoMay } from "./who-may.js";

it.each([
  ["codepipeline:PutApprovalResult", "approver"],
  ["codepipeline:StartPipelineExecution", "releaser"],
  ["codepipeline:RollbackStage", "releaser"],
])("%s is the %s's", (action, role) => {
  expect(whoMay(action)).toMatch(new RegExp(`policy of the ${role}: .stagewright policies --role ${role}.`));
});

it("names all whose it is, and nobody for what nobody may", () => {
  expect(whoMay("codepipeline:GetPipelineState")).toContain("the editor, the releaser, the approver");
  expect(whoMay("codepipeline:DeletePipeline")).toBeUndefined();
});
