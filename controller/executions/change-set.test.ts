import { expect, it } from "vitest";
import { changeSetView } from "./change-set.js";

const place = { account: "222222222222", region: "us-east-1", stack: "shop", changeSet: "release" };

const change = (Action: "Add" | "Modify" | "Remove", LogicalResourceId: string, more: object = {}) => ({
  ResourceChange: { Action, LogicalResourceId, ResourceType: "AWS::SQS::Queue", ...more },
});

it("a change set's changes are those of all its pages, with replacements where something is modified", () => {
  const view = changeSetView(place, [
    { ChangeSetId: "arn:1", Status: "CREATE_COMPLETE", Changes: [change("Add", "New")] },
    {
      ChangeSetId: "arn:1",
      Changes: [change("Modify", "Orders", { Replacement: "True" }), change("Remove", "Old")],
    },
  ]);
  expect(view).toEqual({
    ...place,
    id: "arn:1",
    changes: [
      { action: "Add", logicalId: "New", type: "AWS::SQS::Queue" },
      { action: "Modify", logicalId: "Orders", type: "AWS::SQS::Queue", replacement: "True" },
      { action: "Remove", logicalId: "Old", type: "AWS::SQS::Queue" },
    ],
  });
});

it("an empty change set has no changes and no problem; any other that failed has CloudFormation's words", () => {
  const StatusReason = "The submitted information didn't contain changes.";
  expect(changeSetView(place, [{ ChangeSetId: "a", Status: "FAILED", StatusReason }])).not.toHaveProperty(
    "problem",
  );
  const failed = { ChangeSetId: "a", Status: "FAILED", StatusReason: "No transform named X" } as const;
  expect(changeSetView(place, [failed])).toMatchObject({ changes: [], problem: "No transform named X" });
});
