import { describe, expect, it } from "vitest";
import type { Reconciled, SkipReason } from "../../controller/reconciler/index.js";
import { transcript } from "../../testing/expect/transcript.js";
import { isAskedFor } from "../commands/reconcile/run.js";
import { isDone, printResult, resultJson } from "./results.js";

const key = { repository: "shop", branch: "main" };
const failure = { class: "throttled", message: "AWS asked for fewer requests.", hint: "Wait." };
const passed = (skipped: SkipReason): Reconciled => ({ key, result: { skipped } });

function ended(kind: "applied" | "unchanged" | "failed" | "invalid"): Reconciled {
  const failed = kind === "failed" || kind === "invalid";
  const outcome = { kind, at: "now", owner: "build", log: "https://log", ...(failed && { failure }) };
  return { key, result: { outcome } };
}

describe("who asked for pipelines", () => {
  it.each([ended("applied"), ended("unchanged"), passed("not-due"), passed("locked")])(
    "has them well: %j",
    (result) => {
      expect(isDone([result], true)).toBe(true);
    },
  );

  it.each([
    ended("failed"),
    ended("invalid"),
    passed("lease-lost"),
    passed("cancelled"),
    passed("ledger-unavailable"),
  ])("has not: %j", (result) => {
    expect(isDone([ended("applied"), result], true)).toBe(false);
  });
});

describe("a build that works off what others asked for", () => {
  it("is one that CodeBuild runs without names", () => {
    const build = { CODEBUILD_BUILD_ARN: "arn:aws:codebuild:eu-west-1:111111111111:build/reconciler:1" };
    expect([isAskedFor([], build), isAskedFor([key], build), isAskedFor([], {})]).toEqual([
      false,
      true,
      true,
    ]);
  });

  it.each([ended("failed"), ended("invalid"), ended("applied"), passed("not-due"), passed("locked")])(
    "has done its job when the ledger has the outcome: %j",
    (result) => {
      expect(isDone([result], false)).toBe(true);
    },
  );

  it.each(["lease-lost", "cancelled", "ledger-unavailable"] as const)(
    "has not when it was broken off: %s",
    (skipped) => {
      expect(isDone([ended("applied"), passed(skipped)], false)).toBe(false);
    },
  );
});

describe("a result", () => {
  it("is told as JSON, with its failure and its log", () => {
    const named = { repo: "shop", branch: "main" };
    expect(resultJson(passed("locked"))).toEqual({ ...named, skipped: "locked" });
    expect(resultJson(ended("applied"))).toEqual({ ...named, outcome: "applied", log: "https://log" });
    expect(resultJson(ended("failed"))).toMatchObject({ outcome: "failed", failure });
  });

  it("is told to people, with what to do", () => {
    const out = transcript();
    printResult(ended("failed"), out);
    printResult(passed("locked"), out);
    expect(out.lines).toEqual([
      "shop main: failed",
      "  AWS asked for fewer requests.",
      "  Wait.",
      "shop main: somebody else is at it.",
    ]);
  });
});
