import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cases } from "../../testing/expect/cases.js";
import { toDynamoDbJson } from "../../testing/items/item-forms.js";
import { times } from "../../testing/items/times.js";
import { fromDynamoDbJson, isDynamoDbJson } from "./dynamodb-json.js";

describe("isDynamoDbJson", () => {
  it.each(
    cases(
      { RepoName: { S: "webshop" }, RepoTag: { S: "main" } },
      { RepoName: { S: "webshop" }, RepoTag: "not wrapped" },
      { Tags: { M: {} } },
    ),
  )("knows %j", (value) => {
    expect(isDynamoDbJson(value)).toBe(true);
  });

  it.each(
    cases(
      { RepoName: "webshop", RepoTag: "main" },
      { RepoName: "webshop", Tags: { S: "a tag named S" } },
      { RepoName: { S: "webshop", N: "1" } },
      {},
      [{ S: "x" }],
      null,
      "text",
      { Tags: { toString: "x" } },
    ),
  )("does not take %j for it", (value) => {
    expect(isDynamoDbJson(value)).toBe(false);
  });
});

describe("fromDynamoDbJson", () => {
  it("unwraps every type that an item can use", () => {
    const item = {
      text: { S: "x" },
      number: { N: "12" },
      yes: { BOOL: true },
      none: { NULL: true },
      map: { M: { inner: { L: [{ S: "a" }, { N: "0" }] } } },
      texts: { SS: ["a", "b"] },
      numbers: { NS: ["1", "2"] },
    };
    expect(fromDynamoDbJson(item)).toEqual({
      value: {
        text: "x",
        number: 12,
        yes: true,
        none: null,
        map: { inner: ["a", 0] },
        texts: ["a", "b"],
        numbers: [1, 2],
      },
      problems: [],
    });
  });

  it.each([
    [{ a: "x" }, "/a"],
    [{ a: { S: 1 } }, "/a"],
    [{ a: { N: "one" } }, "/a"],
    [{ a: { N: "" } }, "/a"],
    [{ a: { BOOL: "true" } }, "/a"],
    [{ a: { B: "aGVsbG8=" } }, "/a"],
    [{ a: { X: "x" } }, "/a"],
    [{ a: { constructor: "x" } }, "/a"],
    [{ a: { M: { b: "x" } } }, "/a/M/b"],
    [{ a: { L: [{ S: "x" }, "y"] } }, "/a/L/1"],
    [{ a: { NS: ["1", "two"] } }, "/a/NS/1"],
  ])("tells that %j is not wrapped, at its place", (item, path) => {
    const { problems } = fromDynamoDbJson(item);
    expect(problems).toMatchObject([{ code: "item.not-dynamodb-json", path }]);
  });

  it("keeps __proto__ an ordinary key", () => {
    const { value } = fromDynamoDbJson(JSON.parse('{"__proto__": {"M": {"polluted": {"BOOL": true}}}}'));
    expect(Object.keys(value as object)).toEqual(["__proto__"]);
    expect((value as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it("reads back whatever AWS's SDK writes", () => {
    const scalars = [fc.string(), fc.integer(), fc.boolean(), fc.constant(null)];
    // The SDK itself loses this key.
    const key = fc.string().filter((text) => text !== "__proto__");
    const value = fc.anything({ values: scalars, key });
    fc.assert(
      fc.property(fc.dictionary(key, value, { noNullPrototype: true }), (item) => {
        const read = fromDynamoDbJson(toDynamoDbJson(item));
        expect(read.problems).toEqual([]);
        expect(JSON.stringify(read.value)).toBe(JSON.stringify(item));
      }),
      { numRuns: times(1000) },
    );
  });
});
