import { expect, it } from "vitest";
import { troubleLine } from "./trouble.js";

const arn = "arn:aws:lambda:eu-central-1:111111111111:function:shop";

it("names the function, its account and region, and gives the program's words", () => {
  expect(troubleLine({ function: arn, what: "cannot start", why: "SyntaxError: Unexpected token" })).toBe(
    "Function shop (account 111111111111, region eu-central-1) cannot start: SyntaxError: Unexpected token",
  );
});

it.each([
  ["\u001b[2J", "\\u001b[2J"],
  ["a\nb\r", "a\\u000ab\\u000d"],
  ["\u009b31m", "\\u009b31m"],
  ["\u202etxt", "\\u202etxt"],
])("spells out %j, which a terminal would act upon", (why, shown) => {
  expect(troubleLine({ function: arn, what: "fails", why })).toMatch(/^Function shop .*fails: /);
  expect(troubleLine({ function: arn, what: "fails", why }).endsWith(shown)).toBe(true);
});
