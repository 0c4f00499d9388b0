import { describe, expect, it } from "vitest";
import { isJsonLines, parseJsonLines } from "./json-lines.js";

describe("one value a line", () => {
  it("is read line by line, whatever is empty between", () => {
    expect(parseJsonLines('{"a": 1}\r\n\n{"b": 2}\n')).toEqual({ ok: true, values: [{ a: 1 }, { b: 2 }] });
  });

  it("is told of each broken line, at its place", () => {
    const parsed = parseJsonLines('{"a": 1}\n{"b": }\n\n{"c": 1, "c": 2}\n');
    expect(parsed.ok ? [] : parsed.errors).toMatchObject([
      { code: "input.broken-json", line: 2, column: 7 },
      { code: "input.repeated-key", path: "/c", line: 4, column: 10 },
    ]);
  });

  it.each(['{"a": 1}\n{"b": 2}', '{"a": 1}\n\n  {"b":\n', ' {"a": {}}\r\n{'])("is known by %j", (text) => {
    expect(isJsonLines(text)).toBe(true);
  });

  it.each(['{"a": 1}', '{"a": 1}\n', '{\n"a": {}\n}', "[{}\n{}]", '{"a": 1,\n{}}', "a: 1\nb: 2", ""])(
    "is not %j",
    (text) => {
      expect(isJsonLines(text)).toBe(false);
    },
  );
});
