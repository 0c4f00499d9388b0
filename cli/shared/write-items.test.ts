import { describe, expect, it } from "vitest";
import type { ItemWrite } from "../../controller/records/index.js";
import { ItemsChanged, writeItems } from "./write-items.js";

const write = (repository: string, more: object = {}) => ({
  pipeline: { repository, branch: "main" },
  item: { RepoName: repository, RepoTag: "main", ...more },
  asRead: undefined,
});
const named = (count: number) => Array.from({ length: count }, (_, index) => write(`r${index}`));

/** A table in which someone else changed these meanwhile. */
function tableWith(changed: readonly string[]) {
  const held: unknown[][] = [];
  async function putItems<T extends ItemWrite>(writes: readonly T[]): Promise<T[]> {
    const others = writes.filter(({ item }) => changed.includes(String(item.RepoName)));
    if (others.length === 0) held.push(writes.map(({ item }) => item.RepoName));
    return others;
  }
  return { held, table: { name: "items", putItems } };
}

describe("items that are written", () => {
  it("are all in the table where nobody else changed them", async () => {
    const { held, table } = tableWith([]);
    await writeItems(named(3), table);
    expect(held).toEqual([["r0", "r1", "r2"]]);
  });

  it("are none where somebody else changed one of them meanwhile", async () => {
    const { held, table } = tableWith(["r1"]);
    const failure = await writeItems(named(3), table).catch((error: unknown) => error);
    expect(held).toEqual([]);
    expect(failure).toBeInstanceOf(ItemsChanged);
    expect(String(failure)).toContain("a moment ago: r1 main. Nothing was written.");
  });

  it("are those before, and said, where there are more than one transaction holds", async () => {
    const { held, table } = tableWith(["r101"]);
    const failure = await writeItems(named(150), table).catch(String);
    expect(held.map((batch) => batch.length)).toEqual([100]);
    expect(failure).toMatch(/a moment ago: r101 main\. Written before, and no more: r0 main, .*r99 main\./);
  });

  it("are no more at once than a transaction may be large", async () => {
    const { held, table } = tableWith([]);
    const large = ["a", "b", "c"].map((name) => write(name, { BuildSpecFile: "x".repeat(1_400_000) }));
    await writeItems(large, table);
    expect(held).toEqual([["a", "b"], ["c"]]);
  });

  it("end with any other failure of the table, and with what was written until then", async () => {
    const none = { name: "items", putItems: async () => Promise.reject(new Error("no table")) };
    await expect(writeItems(named(1), none)).rejects.toThrow(/^no table$/);
    const { table } = tableWith([]);
    let calls = 0;
    const putItems: typeof table.putItems = (writes) =>
      calls++ === 0 ? table.putItems(writes) : none.putItems();
    await expect(writeItems(named(101), { ...table, putItems })).rejects.toThrow(/^no table\nWritten before/);
  });
});
