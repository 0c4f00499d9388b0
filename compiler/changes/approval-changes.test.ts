import { describe, expect, it } from "vitest";
import { environment, itemWith } from "../../testing/items/items.js";
import { parseItem } from "../item/index.js";
import { buildPipeline } from "../pipeline/index.js";
import { defaultSettings } from "../settings/index.js";
import { approvalChanges, approvalChangesInWords, approvalsOf } from "./index.js";

const settings = defaultSettings();
const lead = { ManualApproval: "lead@example.com" };
const approvals = (environments: Record<string, object>) =>
  approvalsOf(buildPipeline(parseItem(itemWith(environments), { settings }), { settings }));
const words = (before: Record<string, object>, after: Record<string, object>) =>
  approvalChangesInWords(approvalChanges(approvals(before), approvals(after)));
const prod = (keys: object = {}) => environment({ AwsAccountId: "333333333333", ...keys });

describe("what a change does to approvals", () => {
  it("is nothing where they stay, are new, or go with their environment", () => {
    const both = { Beta: environment(), Prod: prod(lead) };
    expect(words(both, both)).toEqual([]);
    expect(words({ Prod: prod() }, { Prod: prod(lead) })).toEqual([]);
    expect(words(both, { Beta: environment() })).toEqual([]);
    expect(words(both, { ...both, Prod: prod({ ...lead, Deploy: false }) })).toEqual([]);
  });

  it("is told where one is taken away", () => {
    expect(words({ Prod: prod(lead) }, { Prod: prod() })).toEqual([
      "TAKES AWAY an approval: Prod (333333333333) asked lead@example.com, and asks nobody any more.",
    ]);
  });

  it("is told where a further environment goes around it", () => {
    expect(words({ Prod: prod(lead) }, { Gamma: prod(), Prod: prod(lead) })).toEqual([
      "TAKES AWAY an approval: Gamma (333333333333) asked lead@example.com, and asks nobody any more.",
    ]);
  });

  it("is told where others are asked, or nobody in particular", () => {
    const other = { ManualApproval: "me@example.com" };
    expect(words({ Prod: prod(lead) }, { Prod: prod(other) })).toEqual([
      "CHANGES who is asked: Prod (333333333333) asked lead@example.com, and asks me@example.com now.",
    ]);
    expect(words({ Prod: prod(lead) }, { Prod: prod({ ManualApproval: true }) })).toEqual([
      "CHANGES who is asked: Prod (333333333333) asked lead@example.com, and asks whoever looks now.",
    ]);
  });
});
