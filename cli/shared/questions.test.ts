import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import { asking } from "./questions.js";

it("asks one question after another, and spells out what a question quotes", async () => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const shown: string[] = [];
  output.on("data", (chunk: Buffer) => {
    shown.push(chunk.toString());
    if (shown.length < 2) input.write(" release \n");
    else input.end();
  });
  const answers = await asking({ input, output }, async (ask) => [
    await ask("Branch [\u202emain]:"),
    await ask("Account:"),
  ]);
  expect(answers).toEqual(["release", ""]);
  expect(shown).toEqual(["Branch [\\u202emain]: ", "Account: "]);
});
