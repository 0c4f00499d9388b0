import { describe, expect, it } from "vitest";
import { isUnchanged } from "./unchanged.js";

const tools = { terraform: "1.11.4", cdktf: "0.21.0" };
const state = { serial: 3, lineage: "l" };
const attempt = { digest: "d", tools, configuration: "c", at: "" };
const applied = { ...attempt, state };
const output = { digest: "d", tools };

describe("isUnchanged", () => {
  it("holds for the same output, by the same tools, on the state that it wrote", () => {
    expect(isUnchanged({ lastApplied: applied }, output, state)).toBe(true);
  });

  it.each([
    ["was never applied", {}, output, state],
    ["was applied to a state that nobody saw", { lastApplied: attempt }, output, state],
    ["is another output", { lastApplied: applied }, { ...output, digest: "e" }, state],
    [
      "comes of another Terraform",
      { lastApplied: applied },
      { ...output, tools: { ...tools, terraform: "1.12.0" } },
      state,
    ],
    [
      "comes of one tool more",
      { lastApplied: applied },
      { ...output, tools: { ...tools, provider: "6.0.0" } },
      state,
    ],
    ["has lost its state", { lastApplied: applied }, output, undefined],
    ["was deployed by hand since", { lastApplied: applied }, output, { ...state, serial: 4 }],
    ["has a state of another life", { lastApplied: applied }, output, { ...state, lineage: "m" }],
    [
      "was tried again since, to an unknown end",
      { lastApplied: applied, lastAttempted: attempt },
      output,
      state,
    ],
  ])("does not hold for what %s", (_, record, compiled, stored) => {
    expect(isUnchanged(record, compiled, stored)).toBe(false);
  });
});
