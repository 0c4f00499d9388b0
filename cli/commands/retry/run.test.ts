import { expect, it } from "vitest";
import { waitingView } from "../../shared/pipelines/seen.fixture.js";
import { whyAllActions } from "./run.js";

const failure = {
  ...{ stage: "BuildAndDeployToProd", action: "DeployProdChangeSet", execution: "aaaaaaaa-1" },
  message: "ROLLBACK_COMPLETE",
};

it("demands all actions where a change set failed while it was executed, and nowhere else", () => {
  const [, staging, production] = waitingView().stages;
  if (!staging || !production) throw new Error("The fixture has three stages.");
  const gone = waitingView({ failures: [{ ...failure, needsAllActions: true }] });
  expect(whyAllActions(gone, production)).toMatch(/which is gone since.*\nRepeat it with --all/);
  expect(whyAllActions(gone, staging)).toBeUndefined();
  const other = waitingView({ failures: [{ ...failure, needsAllActions: false }] });
  expect(whyAllActions(other, production)).toBeUndefined();
});
