import { expect, it } from "vitest";
import type { ActionView, PipelineView } from "../../../controller/executions/index.js";
import { whyNothingWaits } from "./nothing-waits.js";
import { waitingView } from "./seen.fixture.js";

const key = { repository: "webshop", branch: "main" };

/** The view in which the approval stands so. */
function viewWith(approval: Partial<ActionView>): PipelineView {
  const view = waitingView({ approvals: [] });
  const stages = view.stages.map((stage) => ({
    ...stage,
    actions: stage.actions.map((action) =>
      action.name === "ProdApproval" ? { name: action.name, ...approval } : action,
    ),
  }));
  return { ...view, stages };
}

it("names the environments that ask, for one that is not there and for one that does not ask", () => {
  const view = waitingView();
  expect(whyNothingWaits(view, key, "prod")).toBe(
    "webshop main deploys to no environment prod.\nThose that ask for approval: Prod.",
  );
  expect(whyNothingWaits(view, key, "Staging")).toBe(
    "Staging of webshop main asks for no approval.\nThose that ask for approval: Prod.",
  );
  const none = { ...view, stages: view.stages.slice(0, 2) };
  expect(whyNothingWaits(none, key, "Prod")).toContain("No environment of it asks.");
});

it.each([
  [{}, "Nothing waits for approval in Prod of webshop main."],
  [
    { status: "Succeeded", ended: "T", answeredBy: "arn:ann" },
    "Nothing waits for approval in Prod of webshop main: it was approved at T by arn:ann.",
  ],
  [
    { status: "Failed", ended: "T", answeredBy: "arn:ann" },
    "Nothing waits for approval in Prod of webshop main: it was rejected at T by arn:ann.",
  ],
  [
    { status: "Failed", ended: "T" },
    "Nothing waits for approval in Prod of webshop main: nobody answered in time, or it was rejected, at T.",
  ],
])("says how an approval in state %j was answered", (approval, words) => {
  const [told, next] = whyNothingWaits(viewWith(approval), key, "Prod").split("\n");
  expect([told, next]).toEqual([words, "`stagewright executions webshop main` shows where it is."]);
});
