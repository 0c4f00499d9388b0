import { expect, it } from "vitest";
import { shellWord } from "./shell-word.js";

it("a word is quoted only where the shell would read it otherwise", () => {
  expect(["/tmp/a-b_c.d", "two words", "it's"].map(shellWord)).toEqual([
    "/tmp/a-b_c.d",
    "'two words'",
    "'it'\\''s'",
  ]);
});
