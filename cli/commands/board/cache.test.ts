import { describe, expect, it } from "vitest";
import { Cache } from "./cache.js";

/** A cache whose answers are given by hand. */
function held(goodFor = 100) {
  const asked: string[] = [];
  const answers: (() => void)[] = [];
  let now = 0;
  const ask = (name: string) =>
    new Promise<string>((resolve) => {
      asked.push(name);
      answers.push(() => resolve(`${name} ${asked.length}`));
    });
  const cache = new Cache(
    ask,
    () => goodFor,
    2,
    () => now,
  );
  const answer = async () => {
    answers.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { cache, asked, answer, later: (ms: number) => (now += ms) };
}

describe("the board's cache of details", () => {
  it("asks once for all who ask while the answer comes or is good", async () => {
    const { cache, asked, answer, later } = held();
    const both = [cache.get("a"), cache.get("a")];
    await answer();
    expect(await Promise.all(both)).toEqual(["a 1", "a 1"]);
    later(99);
    expect(await cache.get("a")).toBe("a 1");
    later(1);
    const again = cache.get("a");
    await answer();
    expect(await again).toBe("a 2");
    expect(asked).toEqual(["a", "a"]);
  });

  it("asks for two pipelines at once, the others in turn", async () => {
    const { cache, asked, answer } = held();
    const all = ["a", "b", "c", "d"].map((name) => cache.get(name));
    expect(asked).toEqual(["a", "b"]);
    await answer();
    expect(asked).toEqual(["a", "b", "c"]);
    for (let left = 0; left < 3; left += 1) await answer();
    expect(await Promise.all(all)).toHaveLength(4);
  });

  it("keeps a hundred answers, and forgets one that failed", async () => {
    let asked = 0;
    const cache = new Cache<string>(
      async (name) => {
        asked += 1;
        if (name === "bad") throw new Error("No.");
        return name;
      },
      () => 1_000_000,
    );
    await expect(cache.get("bad")).rejects.toThrow("No.");
    await expect(cache.get("bad")).rejects.toThrow("No.");
    for (let index = 0; index < 101; index += 1) await cache.get(String(index));
    await cache.get("100");
    expect(asked).toBe(103);
    await cache.get("0");
    expect(asked).toBe(104);
  });
});
