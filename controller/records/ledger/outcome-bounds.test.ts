import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundOutcome, briefOutcome } from "./outcome-bounds.js";
import type { Outcome } from "./record.js";

const lines = (count: number, text = "problem") =>
  Array.from({ length: count }, (_, n) => `${text} ${n + 1}`);
const failed = (message: string, more: Partial<Outcome> = {}): Outcome => ({
  kind: "invalid",
  at: "now",
  owner: "owner",
  failure: { class: "invalid-item", message, hint: "hint" },
  ...more,
});
const messageOf = (outcome: Outcome) => outcome.failure?.message ?? "";
const linesOf = (outcome: Outcome) => messageOf(boundOutcome(outcome)).split("\n");
const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

describe("a bounded outcome", () => {
  it.each([1, 50, 51])("has all of %i problems", (count) => {
    expect(linesOf(failed(lines(count).join("\n")))).toEqual(lines(count));
  });

  it("has the first 50 of more problems, and says how many more there are", () => {
    const shown = linesOf(failed(lines(16_001).join("\n")));
    expect(shown).toEqual([...lines(50), "… and 15,951 more"]);
  });

  it("has fewer of long problems, and counts right", () => {
    const shown = linesOf(failed(lines(100, "ü".repeat(400)).join("\n")));
    expect(shown.slice(0, -1)).toEqual(lines(7, "ü".repeat(400)));
    expect(shown.at(-1)).toBe("… and 93 more");
  });

  it("has the beginning of one long problem, cut between characters", () => {
    const [only = "", ...others] = linesOf(failed("😀".repeat(10_000)));
    expect(only).toMatch(/^(😀)+…$/u);
    expect(others).toEqual([]);
  });

  it("has the end of a long output", () => {
    const tail = lines(40, "ü".repeat(390));
    const kept = boundOutcome(failed("", { tail })).tail ?? [];
    expect(kept).toEqual(tail.slice(-kept.length));
    expect(kept).toHaveLength(10);
  });

  it("is bounded whatever it says, and stays as it is when it is bounded again", () => {
    const text = fc.array(
      fc.tuple(fc.string({ unit: "binary" }), fc.nat(100)).map(([each, times]) => each.repeat(times)),
      { maxLength: 100 },
    );
    const said = fc.property(text, text, text, text, (message, hint, recovered, tail) => {
      const failure = { class: "c", message: message.join("\n"), hint: hint.join("\n") };
      const outcome = boundOutcome(failed("", { failure, recovered, tail }));

      expect(Buffer.byteLength(messageOf(outcome))).toBeLessThanOrEqual(6_000);
      expect(Buffer.byteLength(outcome.failure?.hint ?? "")).toBeLessThanOrEqual(2_000);
      expect(Buffer.byteLength((outcome.tail ?? []).join("\n"))).toBeLessThanOrEqual(8_000);
      expect(boundOutcome(outcome)).toEqual(outcome);
    });
    fc.assert(said, { numRuns: 20 });
  });

  it("is remembered by the first of its problems", () => {
    const outcome = failed(lines(100, "x".repeat(300)).join("\n"), {
      tail: ["line"],
      recovered: lines(30, "y".repeat(300)),
    });
    const brief = briefOutcome(outcome);
    expect(brief).not.toHaveProperty("tail");
    expect(brief.failure).toEqual({
      class: "invalid-item",
      message: expect.stringMatching(/^x+…$/),
      hint: "",
    });
    expect(bytes(brief)).toBeLessThan(700);
    expect(briefOutcome(brief)).toEqual(brief);
  });
});
