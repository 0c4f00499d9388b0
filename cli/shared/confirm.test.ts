import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { transcript } from "../../testing/expect/transcript.js";
import { confirm } from "./confirm.js";

/** A terminal at which somebody types this. */
function typed(text: string) {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  input.end(text);
  return { input, output: new PassThrough() };
}

const ask = (asking: Parameters<typeof confirm>[2]) => confirm("Delete it?", transcript(), asking);

describe("confirm", () => {
  it.each(["y\n", "Y\n", " yes \n"])("goes on at %j", async (text) => {
    await expect(ask(typed(text))).resolves.toBeUndefined();
  });

  it.each(["n\n", "\n", "yesterday\n", ""])("ends the command with 1 at %j", async (text) => {
    await expect(ask(typed(text))).rejects.toMatchObject({ code: 1 });
  });

  it("does not ask when --yes was said", async () => {
    await expect(ask({ yes: true, input: new PassThrough() })).resolves.toBeUndefined();
  });

  it("ends the command with 2 where nobody can be asked", async () => {
    await expect(ask({ input: new PassThrough() })).rejects.toMatchObject({ code: 2 });
  });
});
