import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { askPs, listProcesses, type Process, readProc } from "./processes.js";

const ways = process.platform === "linux" ? { readProc, askPs, listProcesses } : { askPs, listProcesses };

describe.each(Object.entries<() => Process[]>(ways))("%s", (_name, list) => {
  it("sees this process and its parent", () => {
    expect(list()).toContainEqual({ pid: process.pid, parent: process.ppid });
  });

  it("does not see a process that has ended", async () => {
    const child = spawn(process.execPath, ["-e", ""]);
    await once(child, "exit");
    expect(list().map((process) => process.pid)).not.toContain(child.pid);
  });
});
