import { describe, expect, it } from "vitest";
import { cases } from "../../testing/expect/cases.js";
import { itemsIn } from "./items-in.js";

const shop = { RepoName: "webshop" };
const wrapped = { RepoName: { S: "webshop" } };

describe("the items in a value", () => {
  it("are itself, if it is one", () => {
    expect(itemsIn(shop)).toEqual([{ value: shop, base: "", document: 0 }]);
  });

  it("are those of a list", () => {
    expect(itemsIn([shop, wrapped], 2)).toEqual([
      { value: shop, base: "/0", document: 2 },
      { value: wrapped, base: "/1", document: 2 },
    ]);
  });

  it("are in the output of get-item, and in a page of a scan", () => {
    expect(itemsIn({ Item: wrapped, ConsumedCapacity: {} })).toEqual([
      { value: wrapped, base: "/Item", document: 0 },
    ]);
    expect(itemsIn({ Items: [wrapped], Count: 1 })).toEqual([
      { value: wrapped, base: "/Items/0", document: 0 },
    ]);
  });

  it("are what batch-write-item puts, in one table or in several", () => {
    const requests = { first: [{ PutRequest: { Item: wrapped } }], second: [{ PutRequest: { Item: shop } }] };
    const found = (base: string) => [
      { value: wrapped, base: `${base}/first/0/PutRequest/Item`, document: 0 },
      { value: shop, base: `${base}/second/0/PutRequest/Item`, document: 0 },
    ];
    expect(itemsIn(requests)).toEqual(found(""));
    expect(itemsIn({ RequestItems: requests })).toEqual(found("/RequestItems"));
  });

  it("are those that batch-get-item found", () => {
    expect(itemsIn({ Responses: { table: [wrapped] }, UnprocessedKeys: {} })).toEqual([
      { value: wrapped, base: "/Responses/table/0", document: 0 },
    ]);
  });

  it("are none in an empty list or page", () => {
    expect([itemsIn([]), itemsIn({ Items: [], Count: 0 })]).toEqual([[], []]);
  });

  it.each(cases(null, 5, "text", {}, { Item: "text" }, { RepoName: "a", Item: {} }, { Items: {} }))(
    "are left to the schema in %j",
    (value) => {
      expect(itemsIn(value)).toEqual([{ value, base: "", document: 0 }]);
    },
  );
});
