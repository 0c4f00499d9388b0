import { describe, expect, it } from "vitest";
import { harmless, unseenIn, visible } from "./invisible.js";

describe("visible", () => {
  it("spells out what a terminal would act upon", () => {
    expect(visible("\u001b[2J\u009b\u202e\n")).toBe("\\u001b[2J\\u009b\\u202e\\u000a");
  });

  it.each([
    ["\u200b", "\\u200b"],
    ["\u00a0", "\\u00a0"],
    ["\u00ad", "\\u00ad"],
    ["\u2060", "\\u2060"],
    ["\u{e0001}", "\\u{e0001}"],
  ])("spells out what cannot be seen: %j", (character, spelled) => {
    expect(visible(`a${character}b`)).toBe(`a${spelled}b`);
  });

  it("leaves other characters alone", () => {
    expect(visible("日本語 ünï 🚀 👩‍💻")).toBe("日本語 ünï 🚀 👩‍💻");
  });
});

it("what does no harm keeps its lines and tabs", () => {
  expect(harmless("a\t\u001b[2Jb\r\n\u202ec\n")).toBe("a\t\\u001b[2Jb\\u000d\n\\u202ec\n");
});

describe("unseenIn", () => {
  it.each([
    ["\u200b222222222222", "U+200B (zero width space)"],
    ["lead\u00a0@example.com", "U+00A0 (no-break space)"],
    ["a\u{e0001}", "U+E0001"],
  ])("names the first character of %j that cannot be seen", (text, name) => {
    expect(unseenIn(text)).toBe(name);
  });

  it.each(["plain text", "日本語 ünï", "👩\u200d💻", "✔\ufe0f"])("finds none in %s", (text) => {
    expect(unseenIn(text)).toBeUndefined();
  });
});
