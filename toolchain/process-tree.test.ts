import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { descendantsOf, isAlive, killTree, send } from "./process-tree.js";

describe("process tree", () => {
  it("sees a child while it lives, and not once it has ended", async () => {
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { detached: true });
    const pid = child.pid ?? 0;
    expect(descendantsOf(process.pid)).toContain(pid);
    expect(isAlive(pid)).toBe(true);
    killTree(pid);
    await once(child, "exit");
    expect(descendantsOf(process.pid)).not.toContain(pid);
    expect(isAlive(pid)).toBe(false);
  });

  it("takes a signal for a process that has ended", async () => {
    const child = spawn(process.execPath, ["-e", ""]);
    await once(child, "exit");
    expect(() => send(child.pid ?? 0, "SIGINT")).not.toThrow();
  });

  it("refuses what is no signal", () => {
    expect(() => send(process.pid, "SIGNONE" as NodeJS.Signals)).toThrow("Unknown signal");
  });
});
