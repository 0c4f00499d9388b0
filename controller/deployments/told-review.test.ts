import type { ActionExecutionDetail } from "@aws-sdk/client-codepipeline";
import { expect, it } from "vitest";
import { reviewIn } from "./told-review.js";

const asked = { execution: "e-1", stage: "ToProd", environment: "Prod" };
const variables = {
  ...{ Class: "changes", Add: "1", Change: "0", Destroy: "0", Replace: "0", Summary: "1 to add." },
  ...{ Sha256: "a".repeat(64), BundleVersion: "v1", ApproveWhen: "changes", Account: "222222222222" },
};
const run = (changes: object): ActionExecutionDetail => ({
  ...{ pipelineExecutionId: "e-1", stageName: "ToProd", actionName: "ReviewProd", status: "Succeeded" },
  input: { actionTypeId: { category: "Build", owner: "AWS", provider: "CodeBuild", version: "1" } },
  output: { outputVariables: { ...variables, ...changes } },
});

it("tells the class, the account, the summary, and where the plan is", () => {
  const PlanLink = "https://eu-west-1.console.aws.amazon.com/s3/object/b?region=eu-west-1&prefix=plans%2Fp";
  expect(reviewIn([run({ PlanLink })], asked)).toEqual({
    ...{ class: "changes", approveWhen: "changes", account: "222222222222", summary: "1 to add." },
    link: PlanLink,
  });
});

it.each(["javascript:alert(1)", "http://x", "https://x y", 'https://x"y', "https://x\ny"])(
  "leaves out the link %j, which leads to no page",
  (PlanLink) => {
    expect(reviewIn([run({ PlanLink })], asked)).not.toHaveProperty("link");
  },
);
