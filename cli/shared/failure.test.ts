import { CommanderError } from "commander";
import { describe, expect, it } from "vitest";
import { transcript } from "../../testing/expect/transcript.js";
import { Exit } from "./exit.js";
import { printFailure } from "./failure.js";

function told(error: unknown) {
  const out = transcript();
  return { code: printFailure(error, out), said: out.lines.join("\n") };
}

const systemError = (code: string) =>
  Object.assign(new Error(`${code}: in the system's words, mkdir 'generated'`), {
    code,
    syscall: "mkdir",
    path: "generated",
  });

describe("a failure", () => {
  it("that is said already only gives its exit code", () => {
    expect(told(new Exit(1))).toEqual({ code: 1, said: "" });
    expect(told(new Exit(2))).toEqual({ code: 2, said: "" });
  });

  it("of usage is wrong usage, and asking for help is none", () => {
    expect(told(new CommanderError(1, "commander.unknownOption", "")).code).toBe(2);
    expect(told(new CommanderError(0, "commander.helpDisplayed", "")).code).toBe(0);
  });

  it.each([
    ["EEXIST", /there is a file of this name/],
    ["ENOTDIR", /a part of this path is a file/],
    ["EACCES", /not yours to change/],
    ["ENOSPC", /disk is full/],
    ["EMFILE", /EMFILE: in the system's words/],
  ])("of the system with %s names the path and what it means", (code, meaning) => {
    const { said } = told(systemError(code));
    expect(said).toMatch(/^Cannot mkdir generated: /);
    expect(said).toMatch(meaning);
    expect(said).not.toContain("fault of stagewright");
  });

  it("of the outside world is told in its own words, without a stack trace", () => {
    expect(told(new Error("The lock is held."))).toEqual({ code: 1, said: "The lock is held." });
  });

  it.each([new TypeError("x is undefined"), new RangeError("too deep"), "a text"])(
    "of our own asks to be reported: %s",
    (error) => {
      const { code, said } = told(error);
      expect(code).toBe(1);
      expect(said).toContain("fault of stagewright itself");
      expect(said).not.toContain("    at ");
    },
  );
});
