import { describe, expect, it } from "vitest";
import { diagnosticsOf, problemsOf } from "../../testing/expect/problems.js";
import { item } from "../../testing/items/items.js";
import { sizeInTable } from "./item-size.js";

const withVariables = (count: number) =>
  item({
    EnvironmentVariables: Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`VARIABLE_${index}`, "x".repeat(4_900)]),
    ),
  });

describe("an item larger than a table's", () => {
  it("is refused by name, in DynamoDB JSON too", () => {
    expect(diagnosticsOf(withVariables(95))).toMatchObject([
      {
        code: "item.too-large",
        path: "",
        message: expect.stringMatching(
          /^The item is 4\d\d KB large in a table, and DynamoDB holds up to 400 KB\.$/,
        ),
      },
    ]);
    const wrapped = { RepoName: { S: "a" }, RepoTag: { S: "b" }, EnvironmentVariables: { M: {} } };
    for (let index = 0; index < 95; index++)
      Object.assign(wrapped.EnvironmentVariables.M, { [`V${index}`]: { S: "x".repeat(4_900) } });
    expect(problemsOf(wrapped)).toEqual(["item.too-large "]);
  });

  it("is not one that a table takes", () => {
    expect(problemsOf(withVariables(80))).toEqual([]);
  });
});

it.each([
  ["ü", 2],
  [12345, 4],
  [true, 1],
  [null, 1],
  [{ ab: "c" }, 7],
  [["a", "b"], 7],
])("%j takes %d bytes in a table", (value, bytes) => {
  expect(sizeInTable(value)).toBe(bytes);
});
