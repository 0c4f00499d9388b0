import { describe, expect, it } from "vitest";
import type { PipelineStatus } from "../../../controller/records/index.js";
import { statuses } from "../../../testing/board/statuses.js";
import { transcript } from "../../../testing/expect/transcript.js";
import { terminal } from "../../shared/terminal.js";
import { watchStatus } from "./watch.js";

type Picture = readonly PipelineStatus[];

/** Watches until there is no further picture. */
async function watched(pictures: readonly (Picture | Error)[], isOne = false, out = transcript()) {
  const [first, ...rest] = pictures;
  if (!first || first instanceof Error) return expect.unreachable();
  const ended = new AbortController();
  const read = async () => {
    const next = rest.shift();
    if (next instanceof Error) throw next;
    if (next) return next;
    ended.abort();
    return new Promise<Picture>(() => {});
  };
  await watchStatus({ first, read, isOne, signal: ended.signal, pause: () => 0 }, out);
  return out.lines;
}

const [one, two] = statuses(2);
if (!one || !two) throw new Error("There are two.");
const running: PipelineStatus = {
  ...two,
  state: "running",
  running: { phase: "deploying", since: "2026-01-05T13:19:00.000Z", who: "me@here", owner: "here/1" },
};

describe("status --watch without a terminal", () => {
  it("tells each pipeline in a line, then those that change, with ISO times", async () => {
    const lines = await watched([
      [one, two],
      [one, two],
      [one, running],
    ]);
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(
      /^failed {4}checkout-api main {2}applied; Staging Succeeded \w{7}; Prod Failed \w{7} since 2026-/,
    );
    expect(lines[2]).toMatch(
      /^\d{4}-.*Z {2}approval {2}catalog-api main {2}deploying since 2026-01-05T13:19:00.000Z; Staging/,
    );
  });

  it("tells once why there is nothing newer, and who is gone", async () => {
    const refused = new Error("No.");
    const lines = await watched([[one, two], refused, refused, [one]]);
    expect(lines.slice(2)).toEqual([
      expect.stringMatching(/Z {2}No\. /),
      expect.stringMatching(/Z {2}catalog-api main is gone$/),
    ]);
  });

  it("tells one pipeline in full", async () => {
    const lines = await watched([[two], [running]], true);
    expect(lines[0]).toContain("\n  Prod: Waiting for ProdApproval until");
    expect(lines[1]).toContain("  deploying since 2026-01-05T13:19:00.000Z by me@here, here/1");
  });
});

describe("status --watch at a terminal", () => {
  const escapeCode = "\u001b";

  /** Of a window of so many lines, what is drawn. */
  async function drawn(pictures: readonly Picture[], rows: number, isOne = false) {
    const written: string[] = [];
    const stream = {
      isTTY: true,
      rows,
      write: (text: string | Uint8Array) => written.push(String(text)) > 0,
    };
    const out = terminal({ NO_COLOR: "1" }, { stdout: stream, stderr: stream });
    await watched(pictures, isOne, { ...transcript(), ...out, lines: [] });
    return written;
  }

  it("takes the window and gives it back, drawing every picture in place", async () => {
    const written = await drawn(
      [
        [one, two],
        [one, two],
        [one, two],
      ],
      24,
    );
    expect(written[0]).toBe(`${escapeCode}[?1049h${escapeCode}[?25l${escapeCode}[?7l`);
    expect(written.at(-1)).toBe(`${escapeCode}[?7h${escapeCode}[?25h${escapeCode}[?1049l`);
    const pictures = written.slice(1, -1);
    expect(pictures.length).toBeGreaterThan(1);
    for (const picture of pictures)
      expect(picture.startsWith(`${escapeCode}[H2 pipelines: 1 failed, 1 approval`)).toBe(true);
  });

  it("draws no more lines than there are, the most urgent first, and says how many are left out", async () => {
    const [, picture = ""] = await drawn([statuses(100), statuses(100)], 10);
    const lines = picture.split("\r\n");
    expect(lines).toHaveLength(10);
    expect(lines[2]).toMatch(/^failed/);
    expect(lines[9]).toContain("… and 93 more");
  });

  it("says until when a change waits as all other times", async () => {
    const [since, until] = ["2026-01-05T13:19:00.000Z", "2126-01-05T13:19:00.000Z"];
    const deferred = { since, until, execution: "3f1c", why: "is at work" };
    const [, picture = ""] = await drawn([[{ ...one, state: "deferred", deferred }]], 40, true);
    expect(picture).toMatch(
      /deferred since [\d: -]+, .* ago, until 2126-01-05 \d\d:\d\d, in .* at most: execution 3f1c/,
    );
  });

  it("says times as local and relative, and does nothing that a commit says", async () => {
    const summary = `Fix ${escapeCode}[2J it`;
    const commit = { id: "0a1b2c3", summary };
    const environments = (two.activity?.environments ?? []).map((each) => ({ ...each, commit }));
    const hostile = { ...two, activity: { environments, failure: { ...failureOf(one), message: summary } } };
    const [, picture = ""] = await drawn([[hostile], [hostile]], 40, true);
    expect(picture).toMatch(
      /Waiting for ProdApproval until [\d: -]+, (in )?[\w ]+( ago)? since [\d: -]+, [\w ]+ ago/,
    );
    expect(picture).not.toContain(`${escapeCode}[2J`);
    expect(picture).toContain("\\u001b[2J");
  });
});

function failureOf({ activity }: PipelineStatus) {
  if (!activity?.failure) throw new Error("It has not failed.");
  return activity.failure;
}
