import { expect, it } from "vitest";
import { boardRows } from "../../../testing/board/rows.js";
import { statuses } from "../../../testing/board/statuses.js";

const rows = boardRows(statuses(60));
const failure = (isCurrent: boolean) =>
  rows.flatMap(({ failures }) => failures).find((each) => each.at && each.isCurrent === isCurrent);

it("a failed action has the remedy that the controller's rules know, and where to look", () => {
  expect(failure(true)?.hint).toMatch(/^Allow that action .*\n`stagewright executions \S+ \S+` shows/s);
  expect(failure(true)?.title).toBe("DeployProdChangeSet in BuildAndDeployToProd");
});

it("a failure that has been mended since is told as such", () => {
  expect(failure(false)?.isCurrent).toBe(false);
});

it("a failure whose rule is about Terraform's own runs has no such remedy", () => {
  const [status] = statuses(1);
  if (!status?.activity?.failure) return expect.unreachable();
  const activity = { ...status.activity, failure: { ...status.activity.failure, message: "Rate exceeded" } };
  const [row] = boardRows([{ ...status, activity }]);
  expect(row?.failures[0]?.hint).toMatch(/^`stagewright executions/);
});

it("a pipeline has links to itself and to its newest execution in the console", () => {
  const [row] = rows;
  expect(row?.links.pipeline).toMatch(
    /^https:\/\/eu-west-1\.console\.aws\.amazon\.com\/codesuite\/codepipeline\/pipelines\/stagewright-checkout-api-main--\w+\/view\?region=eu-west-1$/,
  );
  expect(row?.links.execution).toContain(`/executions/${row?.activity?.execution?.id}/timeline`);
});

it("a message of any length is cut, and is in a row once", () => {
  const [status] = statuses(1);
  if (!status?.activity?.failure) return expect.unreachable();
  const message = "x".repeat(100_000);
  const activity = { ...status.activity, failure: { ...status.activity.failure, message } };
  const [row] = boardRows([{ ...status, activity, failure: { class: "unknown", message, hint: "" } }]);
  expect(row?.failures.map((each) => each.message.length)).toEqual([2_001, 2_001]);
  expect(JSON.stringify(row).length).toBeLessThan(7_000);
});
