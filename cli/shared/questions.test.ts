import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { asking } from "./questions.js";

function desk() {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const shown: string[] = [];
  output.on("data", (chunk: Buffer) => shown.push(chunk.toString()));
  return { input, output, shown };
}

describe("questions", () => {
  it("are asked one after another, and what they quote is spelled out", async () => {
    const { input, output, shown } = desk();
    output.on("data", () => input.write(` answer ${shown.length} \n`));
    const answers = await asking({ input, output }, async (ask) => [
      await ask("Branch [\u202emain]:"),
      await ask("Account:"),
    ]);
    expect(answers).toEqual(["answer 1", "answer 2"]);
    expect(shown).toEqual(["Branch [\\u202emain]: ", "Account: "]);
  });

  it("take lines that were pasted together, and nothing once the input has ended", async () => {
    const { input, output } = desk();
    input.end("one\ntwo\n");
    const answers = await asking({ input, output }, async (ask) => {
      const first = await ask("1");
      // By now the input has ended.
      await new Promise((resolve) => setTimeout(resolve, 20));
      return [first, await ask("2"), await ask("3"), await ask("4")];
    });
    expect(answers).toEqual(["one", "two", undefined, undefined]);
  });
});
