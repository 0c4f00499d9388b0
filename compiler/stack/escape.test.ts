import { expect, test } from "vitest";
import { hide, reveal } from "./escape.js";

/** What would be code to Terraform, or a token to CDKTF. */
const signs = ["${a}", "%{if a}", "#{TfToken[TOKEN.0]}", "&{TfToken[TOKEN.0]}", "-1.8881545897087503e+289"];

test.each(signs)("%s is hidden from CDKTF, in values and in keys", (text) => {
  const hidden = JSON.stringify(hide({ [text]: [text] }));
  expect(hidden).not.toMatch(/[$%#&]\{|e\+/);
});

test("what is revealed is the same text, with Terraform's escapes", () => {
  expect(reveal(hide(signs))).toEqual([
    "$${a}",
    "%%{if a}",
    "#{TfToken[TOKEN.0]}",
    "&{TfToken[TOKEN.0]}",
    "-1.8881545897087503e+289",
  ]);
});

test("text that is nothing to either stays as it is", () => {
  const plain = { price: "$5, 10% of #3 & more {or} less" };
  expect(hide(plain)).toEqual(plain);
});
