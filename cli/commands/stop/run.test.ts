import { expect, it } from "vitest";
import { waitingView } from "../../shared/pipelines/seen.fixture.js";
import { whatItDoes } from "./run.js";

const id = "aaaaaaaa-1";

it("says what an execution waits for before it stops, and that an approval may last", () => {
  expect(whatItDoes(waitingView(), id, false)).toEqual([
    "It stops once BuildAndDeployToProd/ProdApproval has ended.",
    "An approval ends by an answer or its time-out; --abandon does not wait for it.",
  ]);
  expect(whatItDoes(waitingView({ approvals: [] }), id, false)).toHaveLength(1);
});

it("says what is abandoned, and nothing of an execution that does nothing", () => {
  expect(whatItDoes(waitingView(), id, true)).toEqual([
    "Nobody waits for BuildAndDeployToProd/ProdApproval any more; what they have begun goes on.",
  ]);
  expect(whatItDoes(waitingView(), "other", false)).toEqual([]);
});
