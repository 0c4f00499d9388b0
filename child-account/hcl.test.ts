import { expect, it } from "vitest";
import { hcl } from "./hcl.js";

it.each([
  ["text", '"text"'],
  ["a ${var.b} c", '"a ${var.b} c"'],
  ["${var.b}", "var.b"],
  ["${a}${b}", '"${a}${b}"'],
  [["one"], '["one"]'],
  [true, "true"],
  [["a", "b"], '[\n  "a",\n  "b",\n]'],
  [[{ A: "x" }], '[{\n  A = "x"\n}]'],
  [
    { A: "x", Long: "y", Block: { B: "z" } },
    '{\n  A    = "x"\n  Long = "y"\n  Block = {\n    B = "z"\n  }\n}',
  ],
  [{ "aws:Tag": "x" }, '{\n  "aws:Tag" = "x"\n}'],
])("%j in Terraform's language", (value, text) => {
  expect(hcl(value)).toBe(text);
});
