import { expect, it } from "vitest";
import { transcript } from "../../../testing/expect/transcript.js";
import type { SeenChangeSet } from "./change-sets.js";
import { printApproval } from "./print-approval.js";
import { now, waitingApproval, waitingView } from "./seen.fixture.js";

const [place = { account: "", region: "", stack: "", changeSet: "" }] = waitingApproval.changeSets;
const queue = { type: "AWS::SQS::Queue" };

function printed(changeSets: readonly SeenChangeSet[], newer: readonly string[] = []): string[] {
  const out = transcript();
  printApproval({ ...waitingApproval, newer, changeSets }, waitingView(), now, out);
  return out.lines;
}

it("shows the age, the commit with its author, and each change", () => {
  const changes = [
    { action: "Add", logicalId: "New", ...queue },
    { action: "Modify", logicalId: "Orders", ...queue, replacement: "True" },
    { action: "Modify", logicalId: "Other", ...queue, replacement: "Conditional" },
    { action: "Remove", logicalId: "Old", ...queue },
  ];
  expect(printed([{ ...place, id: "a", changes }], ["bbbbbbbb-2"])).toEqual([
    "Prod waits for approval since 2026-01-05T10:00:00.000Z (3 h 20 min), until 2026-01-06T10:00:00.000Z",
    "  execution aaaaaaaa",
    "  ApplicationRepo: c0ffee0 “It sells” by Ann",
    "  Release?",
    "  Behind it waits bbbbbbbb, which is newer.",
    "  Of the stack shop-prod in 222222222222 would change:",
    "    + New (AWS::SQS::Queue)",
    "    ~ Orders (AWS::SQS::Queue), replaced by a new one",
    "    ~ Other (AWS::SQS::Queue), perhaps replaced by a new one",
    "    - Old (AWS::SQS::Queue)",
  ]);
});

it("says why nothing is shown", () => {
  expect(printed([{ ...place, unseen: "Nobody may." }]).at(-1)).toBe(
    "  What would change of the stack shop-prod in 222222222222 cannot be seen: Nobody may.",
  );
  expect(printed([{ ...place, id: "a", changes: [] }]).at(-1)).toBe(
    "  Nothing would change of the stack shop-prod in 222222222222.",
  );
  expect(printed([{ ...place, id: "a", changes: [], problem: "No transform." }]).at(-1)).toBe(
    "  The change set of the stack shop-prod in 222222222222 cannot be executed: No transform.",
  );
  expect(printed([]).at(-1)).toContain("what lies in the artifact bucket is deployed");
});

it("shows the first 50 of many changes, and how many there are more", () => {
  const changes = Array.from({ length: 53 }, (_, index) => ({
    action: "Add",
    logicalId: `Q${index}`,
    ...queue,
  }));
  const lines = printed([{ ...place, id: "a", changes }]);
  expect(lines.filter((line) => line.includes("+ Q"))).toHaveLength(50);
  expect(lines.at(-1)).toBe("    … and 3 more; --json has all");
});

it("shows what a plan would do, and where the whole of it is", () => {
  const summary = `1 to add, 0 to change, 1 to destroy, 0 to replace. Destroys: ${"a".repeat(250)}.`;
  const review = { class: "destroys", summary, link: "https://console/plan.txt" };
  const out = transcript();
  printApproval({ ...waitingApproval, changeSets: [], review }, waitingView(), now, out);
  expect(out.lines.slice(-3)).toEqual([
    "  Release?",
    `  Terraform would change: ${summary}`,
    "  The whole plan: https://console/plan.txt",
  ]);
});
