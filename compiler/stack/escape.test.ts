import { expect, test } from "vitest";
import { escapeForCdktf, unescapeFromCdktf } from "./escape.js";

/** What would be code to Terraform, or a token to CDKTF. */
const signs = ["${a}", "%{if a}", "#{TfToken[TOKEN.0]}", "&{TfToken[TOKEN.0]}", "-1.8881545897087503e+289"];

test.each(signs)("%s is hidden from CDKTF, in values and in keys", (text) => {
  const hidden = JSON.stringify(escapeForCdktf({ [text]: [text] }));
  expect(hidden).not.toMatch(/[$%#&]\{|e\+/);
});

test("what is revealed is the same text, with Terraform's escapes", () => {
  expect(unescapeFromCdktf(escapeForCdktf(signs))).toEqual([
    "$${a}",
    "%%{if a}",
    "#{TfToken[TOKEN.0]}",
    "&{TfToken[TOKEN.0]}",
    "-1.8881545897087503e+289",
  ]);
});

test("text that is nothing to either stays as it is", () => {
  const plain = { price: "$5, 10% of #3 & more {or} less" };
  expect(escapeForCdktf(plain)).toEqual(plain);
});
