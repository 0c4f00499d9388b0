import { describe, expect, it } from "vitest";
import { ItemChanged } from "../controller/table/index.js";
import { SomeItemsChanged, writeItems } from "./write-items.js";

const write = (repository: string) => ({
  pipeline: { repository, branch: "main" },
  item: { RepoName: repository, RepoTag: "main" },
  asRead: undefined,
});
const writes = ["one", "two", "three"].map(write);

/** A table in which someone else changed these meanwhile. */
function tableWith(changed: readonly string[]) {
  const held: unknown[] = [];
  const putItem = async ({ RepoName }: Readonly<Record<string, unknown>>) => {
    if (changed.includes(String(RepoName))) throw new ItemChanged(undefined, "items");
    held.push(RepoName);
  };
  return { held, table: { name: "items", putItem } };
}

describe("items that are written", () => {
  it("are all in the table where nobody else changed them", async () => {
    const { held, table } = tableWith([]);
    await writeItems(writes, table);
    expect(held).toEqual(["one", "two", "three"]);
  });

  it("are told apart from those that somebody else changed meanwhile", async () => {
    const { held, table } = tableWith(["two"]);
    const failure = await writeItems(writes, table).catch((error: unknown) => error);
    expect(held).toEqual(["one", "three"]);
    expect(failure).toBeInstanceOf(SomeItemsChanged);
    expect(String(failure)).toContain("Left as it is now: two main. Written: one main, three main.");
  });

  it("are none where all were changed", async () => {
    const failure = await writeItems([write("one")], tableWith(["one"]).table).catch(String);
    expect(failure).toContain("Left as it is now: one main. Written: nothing.");
  });

  it("end with any other failure of the table", async () => {
    const table = { name: "items", putItem: async () => Promise.reject(new Error("no table")) };
    await expect(writeItems(writes, table)).rejects.toThrow("no table");
  });
});
