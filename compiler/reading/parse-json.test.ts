import { describe, expect, it } from "vitest";
import { parseJson } from "./parse-json.js";

const errorsOf = (text: string) => {
  const parsed = parseJson(text);
  return parsed.ok
    ? []
    : parsed.errors.map(({ code, path, line, column }) => `${code} ${path} ${line}:${column}`);
};

it("reads JSON, with __proto__ as an ordinary key", () => {
  const parsed = parseJson('{"a": [1, {"b": null}], "__proto__": {"x": 1}}');
  expect(parsed).toEqual({
    ok: true,
    values: [JSON.parse('{"a": [1, {"b": null}], "__proto__": {"x": 1}}')],
  });
});

describe("broken JSON", () => {
  it.each([
    ["", "1:1"],
    ["{", "1:2"],
    ['{"a":}', "1:6"],
    ['{\n  "a": 1,\n}', "3:1"],
    ['{\r\n  "a" 1}', "2:7"],
    ["// c\n{}", "1:1"],
    ["{'a': 1}", "1:2"],
    ["[1 2]", "1:4"],
    ['"abc', "1:1"],
    ['{"a": "x\ny"}', "1:7"],
    ["{} {}", "1:4"],
    ["\u0000", "1:1"],
    ["nul", "1:1"],
  ])("%j is told with line and column", (text, position) => {
    expect(errorsOf(text)).toEqual([`input.broken-json  ${position}`]);
  });
});

describe("a key that is there twice", () => {
  it.each([
    ['{"a": 1, "a": 2}', "/a 1:10"],
    ['{"x": {"a": 1,\n "a": 2}}', "/x/a 2:2"],
    ['[{"a": 1}, {"a": 1, "a": 2}]', "/1/a 1:21"],
    ['{"a": 1, "\\u0061": 2}', "/a 1:10"],
    ['{"__proto__": 1, "__proto__": 2}', "/__proto__ 1:18"],
  ])("%s is told at its place", (text, place) => {
    expect(errorsOf(text)).toEqual([`input.repeated-key ${place}`]);
  });

  it.each([
    '[{"a": 1}, {"a": 2}]',
    '{"a": {"a": {"a": 1}}}',
    '{"a": "a", "b": "{\\"a\\": 1, \\"a\\": 2}"}',
    '{"a": ["a", "a"]}',
  ])("is not found in %s", (text) => {
    expect(errorsOf(text)).toEqual([]);
  });
});

it.each(["[".repeat(10_000), "[".repeat(10_000) + "]".repeat(10_000), '{"a":'.repeat(10_000)])(
  "refuses what is nested deep, whole or broken",
  (text) => {
    expect(errorsOf(text)).toEqual([expect.stringMatching(/^input\.too-deep {2}1:/)]);
  },
);

it("counts no brackets in texts", () => {
  expect(errorsOf(JSON.stringify({ a: "[".repeat(10_000) }))).toEqual([]);
});

it("reads large texts in no time to speak of", () => {
  expect(errorsOf(JSON.stringify({ a: '\\"'.repeat(1_000_000) }))).toEqual([]);
  expect(errorsOf('"'.repeat(100_001))).toHaveLength(1);
});
