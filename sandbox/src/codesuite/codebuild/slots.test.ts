import { describe, expect, it } from "vitest";
import { Slots } from "./slots.js";

const never = new AbortController().signal;

/** Whether a promise is settled by now. */
async function settled(promise: Promise<unknown>): Promise<boolean> {
  const open = Symbol();
  return (await Promise.race([promise, new Promise((resolve) => setTimeout(resolve, 5, open))])) !== open;
}

describe("slots", () => {
  it("are given up to the limit, then in the order of asking", async () => {
    const slots = new Slots(1);
    const release = await slots.take(never);
    const second = slots.take(never);
    const third = slots.take(never);
    expect(await settled(second)).toBe(false);
    release();
    (await second)();
    expect(await settled(third)).toBe(true);
  });

  it("given back twice count once", async () => {
    const slots = new Slots(1);
    const release = await slots.take(never);
    release();
    release();
    await slots.take(never);
    expect(await settled(slots.take(never))).toBe(false);
  });

  it("are not waited for by who left", async () => {
    const slots = new Slots(1);
    const release = await slots.take(never);
    const leaving = new AbortController();
    const left = slots.take(leaving.signal);
    const staying = slots.take(never);
    leaving.abort(new Error("left"));
    await expect(left).rejects.toThrow("left");
    release();
    expect(await settled(staying)).toBe(true);
  });

  it("are refused to who left before", async () => {
    await expect(new Slots(1).take(AbortSignal.abort(new Error("left")))).rejects.toThrow("left");
  });
});
