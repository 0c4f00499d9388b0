import { describe, expect, it } from "vitest";
import { type Diagnostic, formatDiagnostic, InvalidInputError, unwrap } from "./diagnostic.js";

const problem: Diagnostic = {
  file: "items.yaml",
  path: "/RepoName",
  code: "item.missing-key",
  message: "RepoName is missing.",
  hint: "Add it.",
  line: 3,
  column: 5,
};

describe("formatDiagnostic", () => {
  it("names file, line, column and place, then what to do", () => {
    expect(formatDiagnostic(problem)).toBe("items.yaml:3:5 /RepoName: RepoName is missing.\n  Add it.");
  });

  it("leaves out what is not known", () => {
    const { line: _, column: __, ...rest } = problem;
    expect(formatDiagnostic({ ...rest, path: "", hint: "" })).toBe("items.yaml: RepoName is missing.");
  });

  it("sends no control character of the input to the terminal", () => {
    const hostile = {
      ...problem,
      file: "\u001b]0;x\u0007",
      path: "/\u001b[2J",
      message: "a\nb",
      hint: "\u009b",
    };
    expect(formatDiagnostic(hostile)).toBe("\\u001b]0;x\\u0007:3:5 /\\u001b[2J: a\\u000ab\n  \\u009b");
  });
});

describe("unwrap", () => {
  it("gives the value of a success", () => {
    expect(unwrap({ ok: true, value: 1 })).toBe(1);
  });

  it("throws every diagnostic of a failure, with a message fit to be shown", () => {
    const failure = { ok: false, diagnostics: [problem, { ...problem, path: "/RepoTag" }] } as const;
    expect(() => unwrap(failure)).toThrow(InvalidInputError);
    expect(() => unwrap(failure)).toThrow(/\/RepoName: .*\n {2}Add it\.\nitems\.yaml:3:5 \/RepoTag/);
  });
});
