import { describe, expect, it } from "vitest";
import type { ActivityStatus } from "../../../controller/records/index.js";
import { transcript } from "../../../testing/expect/transcript.js";
import { activityLines } from "./activity-lines.js";

const plain = transcript().colors;
const commit = { id: "0a1b2c3d4e5f60718293a4b5c6d7e8f901234567", summary: "Fix the basket" };
const at = "2026-01-02T11:00:00.000Z";

const activity: ActivityStatus = {
  execution: { id: "3f1c", state: "InProgress", started: at, at, commit },
  environments: [
    {
      environment: "Staging",
      state: "Succeeded",
      since: at,
      execution: "3f1c",
      commit,
      deployed: { at, execution: "3f1c" },
    },
    {
      environment: "Prod",
      state: "Waiting",
      since: at,
      execution: "3f1c",
      commit,
      approval: { stage: "ToProd", action: "ProdApproval", since: at, until: "2026-01-03T11:00:00.000Z" },
      deployed: { at, execution: "2e0b", commit: { id: "v1" } },
    },
    { environment: "Dr", state: "New" },
  ],
  failure: {
    execution: "2e0b",
    stage: "ToProd",
    action: "Smoke",
    at,
    message: "JobFailed: No.\n\u001b[2J",
    link: "https://x",
  },
};

describe("what a pipeline does", () => {
  it("is a line for the execution, one for each environment, and the last failure", () => {
    expect(activityLines(activity, plain)).toEqual([
      `execution 3f1c InProgress since ${at}, commit 0a1b2c3 (Fix the basket)`,
      `Staging: Succeeded since ${at}, commit 0a1b2c3 (Fix the basket)`,
      `Prod: Waiting for ProdApproval until 2026-01-03T11:00:00.000Z since ${at}, commit 0a1b2c3 (Fix the basket); in the account, commit v1 since ${at}`,
      "Dr: New",
      `last failure: Smoke in ToProd at ${at}`,
      "  JobFailed: No.",
      "  \\u001b[2J",
      "  https://x",
    ]);
  });

  it("is nothing before its first execution", () => {
    expect(activityLines({ environments: [{ environment: "Dr", state: "New" }] }, plain)).toEqual([]);
  });
});
