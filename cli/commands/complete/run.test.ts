import { Command } from "commander";
import { describe, expect, it } from "vitest";
import { transcript } from "../../../testing/expect/transcript.js";
import { program, runCommandLine } from "../../program.js";
import { complete } from "./run.js";

const root = program(transcript(), "0.0.0");

async function printed(...words: string[]) {
  const out = transcript();
  const code = await runCommandLine(["complete", "--", ...words], out, "0.0.0");
  return { code, text: out.texts.join("") };
}

describe("the answer to a shell", () => {
  it("is one line for each word, with what it means", async () => {
    expect(await printed("validat")).toEqual({ code: 0, text: "words\nvalidate\tcheck items\n" });
    expect(await printed("validate", "")).toEqual({ code: 0, text: "files\n" });
  });

  it.each([["--help"], ["--version"], ["--json"], ["--"], ["$(touch x)"], ["\u001b[31m"]])(
    "takes the word %j as it was typed, and never as an option of its own",
    async (word) => {
      expect(await printed("validate", word, "--jso")).toMatchObject({
        code: 0,
        text: expect.stringMatching(/^(?:words|files)\n/),
      });
    },
  );

  it("leaves out a word that is no line, and keeps what is said of one on its line", async () => {
    const tree = new Command("x");
    for (const name of ["a\nb", "a\tb", "a\u001b[31m", "a\u2028b"]) tree.addCommand(new Command(name));
    tree.addCommand(new Command("a b").description("more\nthan\tone line"));
    expect(await complete(["a"], tree)).toBe("words\na b\tmore than one line\n");
  });

  it("tells the sandbox's own commands and options", async () => {
    expect(await complete(["sandbox", "u"], root)).toMatch(/^words\nup\t/);
    expect(await complete(["sandbox", "up", "--po"], root)).toMatch(/^words\n--port\t/);
    expect(await complete(["sandbox", "push", ""], root)).toBe("files\n");
  });
});
