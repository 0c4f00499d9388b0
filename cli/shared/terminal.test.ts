import { describe, expect, it } from "vitest";
import { printDiagnostics, terminal } from "./terminal.js";

/** A terminal whose two streams are read together, each part with the stream's name before it. */
function recorded(isTTY: boolean, environment: NodeJS.ProcessEnv = {}) {
  const written: string[] = [];
  const stream = (name: string) => ({
    write: (text: string | Uint8Array) => written.push(`${name}: ${text}`) > 0,
    isTTY,
  });
  return { written, out: terminal(environment, { stdout: stream("stdout"), stderr: stream("stderr") }) };
}

const problem = { file: "a.yaml", path: "/RepoName", code: "item.x", message: "Wrong.", hint: "Mend it." };

describe("the terminal", () => {
  it("gets data as one line of JSON on stdout and words on stderr", () => {
    const { out, written } = recorded(true);
    out.data({ valid: true });
    out.say("1 item, no problems.");
    expect(written).toEqual(['stdout: {"valid":true}\n', "stderr: 1 item, no problems.\n"]);
  });

  it("shows colours to a person", () => {
    const { out, written } = recorded(true);
    printDiagnostics(out, [problem]);
    expect(written.join("")).toContain("\u001b[31mWrong.");
  });

  it.each([
    ["a file or a pipe", false, {}],
    ["a person who set NO_COLOR", true, { NO_COLOR: "1" }],
  ])("shows no colours to %s", (_, isTTY, environment) => {
    const { out, written } = recorded(isTTY, environment);
    printDiagnostics(out, [problem]);
    expect(written.join("")).not.toContain("\u001b");
  });

  it("takes an empty NO_COLOR as none, as no-color.org says", () => {
    const { out, written } = recorded(true, { NO_COLOR: "" });
    out.say(out.colors.red("Wrong."));
    expect(written).toEqual(["stderr: \u001b[31mWrong.\u001b[39m\n"]);
  });

  it("shows a person how far something is on one line, which what is said next replaces", () => {
    const { out, written } = recorded(true, {});
    out.progress("[1 of 2] created");
    out.progress("[2 of 2]\u001b[2J");
    out.say("Done.");
    out.say("Next.");
    const [cut, wrap] = ["\u001b[?7l", "\u001b[K\n\u001b[?7h\u001b[J"];
    expect(written).toEqual([
      `stderr: ${cut}[1 of 2] created${wrap}`,
      `stderr: \u001b[1A${cut}[2 of 2]\\u001b[2J${wrap}`,
      "stderr: \u001b[1A\u001b[JDone.\n",
      "stderr: Next.\n",
    ]);
  });

  it("writes the same as lines into a log", () => {
    const { out, written } = recorded(false);
    out.progress("[1 of 2]");
    out.say("Done.");
    expect(written).toEqual(["stderr: [1 of 2]\n", "stderr: Done.\n"]);
  });

  it("counts problems and files", () => {
    const { out, written } = recorded(false);
    printDiagnostics(out, [problem, { ...problem, line: 3, column: 7 }, { ...problem, file: "b.yaml" }]);
    expect(written).toContain("stderr: a.yaml:3:7 /RepoName\n");
    expect(written.at(-1)).toBe("stderr: 3 problems in 2 files.\n");
  });
});
