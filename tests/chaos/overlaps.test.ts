import { describe, expect, it } from "vitest";
import { overlaps, readJournal } from "./overlaps.js";
import type { Entry } from "./program/journal.js";

const entry = (event: Entry["event"], build: string, pipeline = "main"): Entry => ({
  event,
  build,
  pipeline,
  at: 0,
});

describe("overlaps", () => {
  it("are none where one run begins when the other has ended, or was killed", () => {
    const ended = [entry("begun", "a"), entry("ended", "a"), entry("begun", "b")];
    const killed = [entry("begun", "a"), entry("killed", "a"), entry("begun", "b")];
    expect([...overlaps(ended), ...overlaps(killed)]).toEqual([]);
  });

  it("are none between two pipelines", () => {
    expect(overlaps([entry("begun", "a"), entry("begun", "b", "next")])).toEqual([]);
  });

  it("are found where a run begins while another one is at it", () => {
    const entries = [entry("begun", "a"), entry("begun", "b")];
    expect(overlaps(entries)).toEqual(["b began on main while a was at it"]);
  });
});

describe("readJournal", () => {
  it("reads whole lines, and leaves out one that was cut short", () => {
    const whole = JSON.stringify(entry("begun", "a"));
    expect(readJournal(`${whole}\n${whole.slice(0, 9)}`)).toEqual([entry("begun", "a")]);
  });
});
