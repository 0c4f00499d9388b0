import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { askPs, listProcesses, type Process, readProc } from "./processes.js";

const ways: Record<string, () => Process[]> = {
  askPs,
  listProcesses,
  ...(process.platform === "linux" ? { readProc } : {}),
};

describe.each(Object.entries(ways))("%s", (_name, list) => {
  it("sees this process and its parent", () => {
    expect(list()).toContainEqual({ pid: process.pid, parent: process.ppid });
  });

  it("does not see a process that has ended", async () => {
    const child = spawn(process.execPath, ["-e", ""]);
    await once(child, "exit");
    expect(list().map((process) => process.pid)).not.toContain(child.pid);
  });
});
