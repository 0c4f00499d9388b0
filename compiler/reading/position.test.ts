import { describe, expect, it } from "vitest";
import type { Format } from "./parsed.js";
import { positionsIn } from "./position.js";

const json = '{\n  "RepoName": "shop",\n  "Tags": {"a/b": 1,\n    "10": [true,\n  {"x": 2}]}\n}';
const yaml =
  'RepoName: shop\nTags:\n  a/b: 1\n  10:\n    - true\n    - x: 2\nAgain: *a\n---\n- one\n- "RepoTag": two\n';

const at = (text: string, format: Format, path: string, document?: number) => {
  const position = positionsIn(text, format)(path, document);
  return position && `${position.line}:${position.column}`;
};

describe("a place in JSON", () => {
  it.each([
    ["", "1:1"],
    ["/RepoName", "2:3"],
    ["/Tags", "3:3"],
    ["/Tags/a~1b", "3:12"],
    ["/Tags/10", "4:5"],
    ["/Tags/10/0", "4:12"],
    ["/Tags/10/1/x", "5:4"],
  ])("%j is at its key", (path, position) => {
    expect(at(json, "json", path)).toBe(position);
  });

  it.each([
    ["/Missing", "1:1"],
    ["/Tags/10/1/y/z", "5:3"],
    ["/RepoName/deeper", "2:3"],
    ["/__proto__/constructor", "1:1"],
  ])("%j that is not there is at the nearest above", (path, position) => {
    expect(at(json, "json", path)).toBe(position);
  });
});

describe("a place in YAML", () => {
  it.each([
    ["", "1:1"],
    ["/RepoName", "1:1"],
    ["/Tags/a~1b", "3:3"],
    ["/Tags/10", "4:3"],
    ["/Tags/10/0", "5:7"],
    ["/Tags/10/1/x", "6:7"],
  ])("%j is at its key", (path, position) => {
    expect(at(yaml, "yaml", path)).toBe(position);
  });

  it("is looked up in its document", () => {
    expect(at(yaml, "yaml", "/1/RepoTag", 1)).toBe("10:3");
    expect(at(yaml, "yaml", "", 7)).toBeUndefined();
  });

  it("that an alias stands for is where the values are", () => {
    expect(at("a: &x\n  b: 1\nc: *x\n", "yaml", "/c/b")).toBe("2:3");
  });

  it("that a merge key brings in is where the values are", () => {
    const merged = "a: &x\n  b: 1\n  c: 2\nd:\n  <<: *x\n  c: 3\n";
    expect([at(merged, "yaml", "/d/b"), at(merged, "yaml", "/d/c")]).toEqual(["2:3", "6:3"]);
  });

  it("that is not there is at the nearest above", () => {
    expect(at(yaml, "yaml", "/Tags/toString")).toBe("2:1");
  });
});

it("a place in lines of JSON is looked up in its line", () => {
  const lines = '{"a": 1}\n\n{"Item": {"b": 2}}\n';
  expect([at(lines, "jsonl", "/a", 0), at(lines, "jsonl", "/Item/b", 1)]).toEqual(["1:2", "3:11"]);
  expect(at(lines, "jsonl", "/a", 2)).toBeUndefined();
});

it("lines may end as Windows has them", () => {
  expect(at('{\r\n  "a": 1\r\n}', "json", "/a")).toBe("2:3");
  expect(at("a: 1\r\nb: 2\r\n", "yaml", "/b")).toBe("2:1");
});

it("an empty text has no places", () => {
  expect([at("", "json", "/a"), at("", "yaml", "/a")]).toEqual([undefined, undefined]);
});
