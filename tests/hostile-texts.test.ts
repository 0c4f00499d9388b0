import type { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { printExecutions, printFailedAction } from "../cli/shared/pipelines/print-view.js";
import { printResult } from "../cli/shared/results.js";
import { printDiagnostics, type Terminal, terminal } from "../cli/shared/terminal.js";
import { failureEvents } from "../controller/reconciler/failure-events.js";
import type { Outcome, PipelineKey } from "../controller/records/index.js";

/** What makes terminals and mail programs do something, and what it is put together with. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "\u001b]52;c;Y3VybCBldmlsIHwgc2g=\u0007",
        ...["\u001b[2K\r", "\u001b[8m", "\u001b[31m", "\u001b]8;;https://evil.example\u001b\\", "\u001bP$q"],
        ...[
          "\u009b2J",
          "\u009d0;x\u009c",
          "\u202e",
          "\u2066",
          "\u2028",
          "\ufeff",
          "\u007f",
          "\b\b",
          "\u0000",
        ],
        ...["\r\n", "\n", "\t", "\ud800", "{00000000-0000-4000-8000-000000000000 31}", "<script>", "${x}"],
      ),
      fc.string({ unit: "binary", maxLength: 6 }),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) => parts.join(""));

/** Nothing but line ends and tabs may be left of what acts upon who reads it. */
const acting = /[^\P{Cc}\t\n]|[\p{Bidi_Control}\p{Zl}\p{Zp}\ufeff]/u;

const escapeCharacter = "\u001b";
const ownColours = new RegExp(`${escapeCharacter}\\[(?:1|2|22|31|32|33|36|39)m`, "g");

/** What reaches the streams while something speaks; of a terminal with colours, without the colours of its own. */
function written(isTTY: boolean, speak: (out: Terminal) => void): string {
  const texts: string[] = [];
  const stream = { isTTY, write: (text: string | Uint8Array) => texts.push(String(text)) > 0 };
  speak(terminal({}, { stdout: stream, stderr: stream }));
  return texts.join("").replace(ownColours, "");
}

function failed(text: string): Outcome {
  const failure = { class: "unknown", message: text, hint: text };
  return { kind: "failed", at: "2026-01-01T00:00:00.000Z", owner: "build", failure };
}

/** The detail of the event that tells of a failure in these words. */
async function eventOf(key: PipelineKey, text: string): Promise<Record<string, string>> {
  const details: string[] = [];
  const send = async ({ input: { Entries = [] } }: PutEventsCommand) => {
    for (const { Detail = "" } of Entries) details.push(Detail);
    return {};
  };
  await failureEvents({ send })(key, failed(text));
  return JSON.parse(details[0] ?? "{}");
}

/** An action whose every word is somebody else's, such as a build's log. */
const failedActionOf = (text: string) => ({
  ...{ stage: text, action: text, execution: text, message: text, link: text, needsAllActions: false },
  lines: [{ at: text, text }],
});

/** An execution of a commit that somebody wrote. */
const executionOf = (text: string) => ({
  ...{ id: text, status: text, started: text, updated: text, trigger: { type: text, detail: text } },
  commits: [{ action: text, id: text, message: text, author: text }],
});

/** Everything that prints what people or AWS wrote. */
function sayAll(text: string, out: Terminal): void {
  out.say(text);
  out.say(out.colors.red(text));
  out.data({ [text]: text });
  printDiagnostics(out, [{ file: text, path: text, code: "item.x", message: text, hint: text }]);
  printFailedAction(failedActionOf(text), out);
  printExecutions([executionOf(text)], new Date(), out);
  printResult({ key: { repository: text, branch: text }, result: { outcome: failed(text) } }, out);
}

describe("a text of somebody else's", () => {
  it("does nothing to a terminal, whatever it holds", () => {
    const holds = fc.property(hostile, fc.boolean(), (text, isTTY) => {
      expect(written(isTTY, (out) => sayAll(text, out))).not.toMatch(acting);
    });
    fc.assert(holds, { numRuns: 10_000, seed: 1 });
  });

  it("has no colour of its own", () => {
    const stream = { isTTY: true, write: (text: string | Uint8Array) => texts.push(String(text)) > 0 };
    const texts: string[] = [];
    terminal({}, { stdout: stream, stderr: stream }).say("\u001b[32mapplied\u001b[8m");
    expect(texts).toEqual(["\\u001b[32mapplied\\u001b[8m\n"]);
  });

  it("is data on stdout: what it was comes back", () => {
    const holds = fc.property(hostile, (text) => {
      expect(JSON.parse(written(false, (out) => out.data({ text })))).toEqual({ text });
    });
    fc.assert(holds, { numRuns: 1_000, seed: 2 });
  });

  it("does nothing in an event, and so in the mail that is made of it", async () => {
    const holds = fc.asyncProperty(hostile, async (text) => {
      const words = Object.values(await eventOf({ repository: text, branch: text }, text));
      expect(words.join("\n")).not.toMatch(acting);
    });
    await fc.assert(holds, { numRuns: 10_000, seed: 3 });
  });

  it("is one short line where it is a key", async () => {
    const long = `shop\nAll is well.\n${"x".repeat(5_000)}`;
    const { repository = "" } = await eventOf({ repository: long, branch: "main" }, "");
    expect(repository).toMatch(/^shop\\u000aAll is well\.\\u000ax+…$/);
    expect(repository.length).toBeLessThanOrEqual(200);
  });
});
