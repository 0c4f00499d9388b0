import { describe, expect, it } from "vitest";
import schema from "../../../compiler/item/item.schema.json" with { type: "json" };
import { stillAsRead } from "./expectation.js";

const key = { RepoName: "shop", RepoTag: "main" };
const many = (count: number, name = "x") =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`${name}${n}`, n]));

/** Operators and functions, as DynamoDB counts them. */
const operatorsIn = (expression: string) => expression.match(/=| AND |attribute_not_exists/g)?.length ?? 0;

describe("the condition that an item is still as it was read", () => {
  it.each([
    ["many attributes", { ...key, ...many(160) }, []],
    ["thousands of them", { ...key, ...many(5_000) }, []],
    ["many that are new", key, Object.keys(many(1_000, "a-rather-long-name-of-an-attribute-"))],
    ["none", undefined, []],
  ])("is one that DynamoDB takes, of an item with %s", (_, read, others) => {
    const { ConditionExpression: condition } = stillAsRead(read, others);
    expect(operatorsIn(condition)).toBeLessThanOrEqual(300);
    expect(condition.length).toBeLessThanOrEqual(4_096);
  });

  it("names every attribute that an item may have, however many others there are", () => {
    const named = Object.values(stillAsRead({ ...many(400), ...key }).ExpressionAttributeNames);
    expect(named).toEqual(expect.arrayContaining(Object.keys(schema.properties)));
  });

  it("names each of few, with its value", () => {
    const { ExpressionAttributeNames: names, ExpressionAttributeValues: values } = stillAsRead({
      ...key,
      Own: 1,
    });
    const place = Object.entries(names).find(([, name]) => name === "Own")?.[0] ?? "";
    expect(values?.[place.replace("#", ":")]).toBe(1);
  });
});
