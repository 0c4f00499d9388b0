import { describe, expect, it } from "vitest";
import { evaluate } from "./template.js";

const resolve = (expression: string) => `<${expression}>`;

describe("evaluate", () => {
  it.each([
    ["plain $ % { } text", "plain $ % { } text"],
    ["$${a}", "${a}"],
    ["%%{a}", "%{a}"],
    ["$$${a}", "$${a}"],
    ["${a.b}", "<a.b>"],
    ['x${m["k"]}y$${z}', 'x<m["k"]>y${z}'],
  ])("reads %j as %j", (template, text) => {
    expect(evaluate(template, resolve)).toBe(text);
  });

  it.each(["%{ if true }", "${", '${f({a = "b"})}'])("refuses %j", (template) => {
    expect(() => evaluate(template, resolve)).toThrow("Terraform would run");
  });
});
