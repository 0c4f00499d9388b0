import { describe, expect, it } from "vitest";
import { ensureSuccess, MissingTool } from "./errors.js";
import type { RunResult } from "./run.js";

const success: RunResult = {
  command: "terraform",
  args: ["apply", "-input=false"],
  exitCode: 0,
  signal: undefined,
  timedOut: false,
  cancelled: false,
  stdout: "",
  stderr: "",
  durationMs: 1234,
};

describe("MissingTool", () => {
  it("tells every problem with what was found, what is needed and the line that mends it", () => {
    const problem = { tool: "Terraform", found: "nothing", needed: "1.10", hint: "brew install terraform" };
    const other = { tool: "cdktf", found: "0.19", needed: "0.21", hint: "npm install cdktf-cli" };
    const error = new MissingTool([problem, other]);
    expect(error.problems).toEqual([problem, other]);
    expect(error.message).toBe(
      "Terraform: found nothing; needed: 1.10.\n  brew install terraform\n" +
        "cdktf: found 0.19; needed: 0.21.\n  npm install cdktf-cli",
    );
  });
});

describe("ensureSuccess", () => {
  it("hands a success on", () => {
    expect(ensureSuccess(success)).toBe(success);
  });

  it.each([
    [{ exitCode: 1, stderr: "no state\n" }, "terraform apply -input=false ended with exit code 1:\nno state"],
    [{ exitCode: 1, stdout: "cause\n", stderr: "failed\n" }, "ended with exit code 1:\ncause\nfailed"],
    [{ exitCode: undefined, signal: "SIGSEGV" }, "was ended by SIGSEGV"],
    [{ exitCode: 0, timedOut: true }, "was stopped at its time-out, after 1.2 s"],
    [{ exitCode: 1, cancelled: true }, "was cancelled after 1.2 s"],
  ] as const)("throws for %j and says how it ended", (change, message) => {
    expect(() => ensureSuccess({ ...success, ...change })).toThrow(message);
  });

  it("quotes the end of a long output, where the reason stands", () => {
    const stderr = Array.from({ length: 100 }, (_, index) => `line ${index}`).join("\n");
    const attempt = () => ensureSuccess({ ...success, exitCode: 1, stderr });
    expect(attempt).toThrow("line 99");
    expect(attempt).not.toThrow("line 5\n");
  });
});
