import { describe, expect, it } from "vitest";
import { parseYaml } from "./parse-yaml.js";

const errorsOf = (text: string) => {
  const parsed = parseYaml(text);
  return parsed.ok ? [] : parsed.errors.map(({ code, line, column }) => `${code} ${line}:${column}`);
};
const valuesOf = (text: string) => {
  const parsed = parseYaml(text);
  return parsed.ok ? parsed.values : parsed.errors;
};

it.each([
  ["a: 1\nb: [x, {y: true}]", [{ a: 1, b: ["x", { y: true }] }]],
  ["a: 1\r\nb: 2\r\n", [{ a: 1, b: 2 }]],
  ["a: 1\n---\nb: 2\n", [{ a: 1 }, { b: 2 }]],
  ["# nothing\n", []],
  ["a: &x {b: 1}\nc: *x", [{ a: { b: 1 }, c: { b: 1 } }]],
  ["a: no\nb: on\nc: 2020-01-01", [{ a: "no", b: "on", c: "2020-01-01" }]],
  ["%YAML 1.2\n---\na: no\nb: 2020-01-01", [{ a: "no", b: "2020-01-01" }]],
  ["id: 012345678901", [{ id: 12345678901 }]],
  ["id: '012345678901'", [{ id: "012345678901" }]],
  ["<<: {a: 1}", [{ a: 1 }]],
  ["a: &x {b: 1, c: 2}\nd: {<<: *x, c: 3}", [{ a: { b: 1, c: 2 }, d: { b: 1, c: 3 } }]],
  ["a: &x {b: 1}\nc: &y {d: 2}\ne: {<<: [*x, *y]}", [{ a: { b: 1 }, c: { d: 2 }, e: { b: 1, d: 2 } }]],
  ["'<<': {a: 1}", [{ "<<": { a: 1 } }]],
  ["a: &x 1\nb: *x\nc: &x 2\nd: *x", [{ a: 1, b: 1, c: 2, d: 2 }]],
])("reads %j by the core schema of YAML 1.2", (text, values) => {
  expect(valuesOf(text)).toEqual(values);
});

it("keeps __proto__ an ordinary key", () => {
  const [value] = valuesOf("__proto__: {polluted: true}");
  expect(Object.keys(value as object)).toEqual(["__proto__"]);
});

describe("broken YAML", () => {
  it.each([
    ["a: [", "1:5"],
    ["a:\n  - b\n c: d", "3:1"],
    ["\ta: 1", "1:1"],
    ["a: 1\nb: *nobody", "2:4"],
    ["a: !Ref x", "1:4"],
    ["a: !!binary aGVsbG8=", "1:4"],
    ["a: 1\n<<: 2", "1:1"],
    ["a: &x [*x]", "1:8"],
    ["a: 'x", "1:6"],
  ])("%j is told with line and column", (text, position) => {
    expect(errorsOf(text)).toEqual([`input.broken-yaml ${position}`]);
  });

  it("is told of every document", () => {
    expect(errorsOf("a: *x\n---\nb: 1\n---\nc: *y")).toEqual([
      "input.broken-yaml 1:4",
      "input.broken-yaml 5:4",
    ]);
  });
});

it.each([
  ["a: 1\na: 2", "2:1"],
  ["x:\n  - {b: 1, b: 2}\n", "2:12"],
  ["1: a\n'1': b", "2:1"],
])("refuses a key that is there twice: %j", (text, position) => {
  expect(errorsOf(text)).toEqual([`input.repeated-key ${position}`]);
});

it("refuses another version of YAML, once, by its name", () => {
  const parsed = parseYaml("# c\n%YAML 1.1\n---\na: yes\nb: on\n");
  expect(parsed.ok ? [] : parsed.errors).toMatchObject([
    { code: "input.yaml-version", line: 2, column: 1, message: expect.stringContaining("YAML 1.1") },
  ]);
});

it("unfolds an alias as often as it is used, if it is flat", () => {
  const uses = Array.from({ length: 1_000 }, (_, index) => `u${index}: *common`);
  const [value] = valuesOf(["common: &common {a: 1, b: [2, 3]}", ...uses].join("\n"));
  expect(value).toMatchObject({ u999: { a: 1, b: [2, 3] } });
});

it("unfolds no bomb of aliases", () => {
  const levels = [..."bcdefghi"].map((name, index) => {
    const below = "abcdefgh"[index];
    return `${name}: &${name} [${Array(9).fill(`*${below}`).join(", ")}]`;
  });
  expect(errorsOf(["a: &a [x, x, x, x, x, x, x, x, x]", ...levels].join("\n"))).toEqual([
    expect.stringMatching(/^input\.broken-yaml \d+:\d+$/),
  ]);
});

describe("what is nested deep", () => {
  const stairs = (levels: number) =>
    Array.from({ length: levels }, (_, level) => `${" ".repeat(level)}a:`).join("\n");

  it.each([
    "[".repeat(10_000),
    "[".repeat(10_000) + "]".repeat(10_000),
    "{a: ".repeat(10_000),
    "- ".repeat(10_000),
    "? ".repeat(10_000),
    ": ".repeat(10_000),
    stairs(1_000),
  ])("is refused before a parser recurses", (text) => {
    expect(errorsOf(text)).toEqual([expect.stringMatching(/^input\.too-deep /)]);
  });

  it.each(["[".repeat(190) + "]".repeat(190), `${"- ".repeat(190)}a`, stairs(190)])(
    "is read up to a depth that no item has",
    (text) => {
      expect(errorsOf(text)).toEqual([]);
    },
  );

  it("is not taken for deep because it is long", () => {
    const lines = Array.from({ length: 1_000 }, (_, index) => `key${index}:\n  - [a, {b: "[[["}]\n  - c: d`);
    expect(errorsOf(lines.join("\n"))).toEqual([]);
    expect(errorsOf(`a: |\n${"  [[[[[[\n".repeat(100)}`)).toEqual([]);
  });
});
