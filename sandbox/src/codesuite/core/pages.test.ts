import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pageOf } from "./pages.js";

const keyOf = (item: string) => item;

function readAll(items: readonly string[], size: number, order: "ascending" | "descending"): string[] {
  const seen: string[] = [];
  let token: string | undefined;
  do {
    const page = pageOf(items, { keyOf, size, order, ...(token ? { token } : {}) });
    seen.push(...page.items);
    token = page.nextToken;
  } while (token);
  return seen;
}

describe("pageOf", () => {
  it("following the tokens gives each item once, in order, for any list and page size", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string()),
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom("ascending" as const, "descending" as const),
        (items, size, order) => {
          const sorted = [...items].sort();
          expect(readAll(items, size, order)).toEqual(order === "ascending" ? sorted : sorted.reverse());
        },
      ),
    );
  });

  it("a page that ends the list has no token, a full page before the end has one", () => {
    expect(pageOf(["a", "b"], { keyOf, size: 2 })).toEqual({ items: ["a", "b"] });
    expect(pageOf(["a", "b", "c"], { keyOf, size: 2 }).nextToken).toBeDefined();
  });

  it("an item that was deleted between pages costs no other item", () => {
    const { nextToken } = pageOf(["a", "b", "c"], { keyOf, size: 2 });
    expect(pageOf(["a", "c"], { keyOf, size: 2, token: nextToken ?? "" }).items).toEqual(["c"]);
  });

  it.each(["nonsense", Buffer.from("{}").toString("base64url"), ""])("refuses the token %j", (token) => {
    const read = () => pageOf(["a"], { keyOf, size: 1, token, invalidToken: "BadToken" });
    expect(read).toThrow(expect.objectContaining({ code: "BadToken" }));
  });
});
