import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith } from "../../../testing/expect/folder.js";
import { runDetached } from "./detached-run.js";
import { programFile } from "./work-folder.js";

function program(script: string) {
  const cwd = folderWith();
  const lines: string[] = [];
  const controller = new AbortController();
  const options = { cwd, env: { PATH: process.env.PATH ?? "" }, signal: controller.signal };
  const run = (onLine: (line: string) => void = () => {}) => {
    const told = (line: string) => {
      lines.push(line);
      onLine(line);
    };
    return runDetached("/bin/sh", ["-c", script], { ...options, onLine: told });
  };
  return { cwd, lines, run, interrupt: () => controller.abort() };
}

describe("a program that runs on", () => {
  it("tells its lines, its output and its end", async () => {
    const { run, lines } = program("echo one; echo two >&2; exit 3");
    expect(await run()).toMatchObject({ exitCode: 3, stdout: "one\ntwo\n", cancelled: false });
    expect(lines).toEqual(["one", "two"]);
  });

  it("gets an interrupt, and the time to finish", async () => {
    const { run, lines, interrupt } = program(
      "trap 'echo saved; exit 1' INT; echo ready; while :; do sleep 0.1; done",
    );
    expect(await run(interrupt)).toMatchObject({ exitCode: 1, cancelled: true });
    expect(lines).toEqual(["ready", "saved"]);
  });

  it("leads a group of its own, and writes to a file, so that our end is not its own", async () => {
    const { cwd, run } = program(
      "ps -o pgid= -p $$ | tr -d ' ' > group; echo $$ > pid; readlink /proc/$$/fd/1",
    );
    await run();
    expect(readFileSync(join(cwd, "group"), "utf8")).toBe(readFileSync(join(cwd, "pid"), "utf8"));
  });

  it("is known by its id to who looks for it later", async () => {
    const { cwd, run } = program("echo $$ > pid");
    await run();
    const [pid, told] = ["pid", programFile].map((name) => readFileSync(join(cwd, name), "utf8").trim());
    expect(told).toBe(pid);
  });

  it("that cannot be started is a failure", async () => {
    const { cwd } = program("");
    const options = { cwd, env: {}, signal: new AbortController().signal, onLine: () => {} };
    await expect(runDetached(join(cwd, "missing"), [], options)).rejects.toThrow("ENOENT");
  });
});
