import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { interruptBelow } from "./interrupt.js";
import { isAlive } from "./process-tree.js";
import { type RunOptions, run } from "./run.js";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "run-"));
});

afterEach(() => rm(folder, { recursive: true }));

/** Runs a script with the Node that runs the tests. */
function runScript(script: string, options: Partial<RunOptions> = {}) {
  return run(process.execPath, ["-e", script], { cwd: folder, env: {}, graceMs: 10_000, ...options });
}

async function abortAtOutput(script: string, word: string, options: Partial<RunOptions> = {}) {
  const controller = new AbortController();
  const onOutput = (line: string) => {
    if (line === word) controller.abort();
  };
  return runScript(script, { ...options, signal: controller.signal, onOutput });
}

/** A killed process takes a moment to go. */
const expectEnd = (pid: number) => expect.poll(() => isAlive(pid)).toBe(false);

const forever = "setInterval(() => {}, 1000);";
const counting = (atInterrupt: string) =>
  `let n = 0; process.on("SIGINT", () => { console.log("interrupt", ++n); ${atInterrupt} }); ${forever} console.log("ready");`;

describe("run", () => {
  it("gives output, exit code and time of a success", async () => {
    const result = await runScript("console.log('out'); console.error('err')");
    expect(result).toMatchObject({
      command: process.execPath,
      exitCode: 0,
      signal: undefined,
      timedOut: false,
      cancelled: false,
      stdout: "out\n",
      stderr: "err\n",
    });
    expect(result.durationMs).toBeGreaterThan(0);
  });

  it("gives a failure the same shape", async () => {
    const result = await runScript("console.error('why'); process.exitCode = 3");
    expect(result).toMatchObject({ exitCode: 3, timedOut: false, cancelled: false, stderr: "why\n" });
  });

  it("names the signal that ended the program", async () => {
    const result = await runScript("process.kill(process.pid, 'SIGTERM')");
    expect(result).toMatchObject({ exitCode: undefined, signal: "SIGTERM" });
  });

  it("takes arguments as they are, never through a shell", async () => {
    const words = ["$HOME", "a b", "`id`", "*", "'"];
    const script = "console.log(JSON.stringify(process.argv.slice(1)))";
    const result = await run(process.execPath, ["-e", script, ...words], { cwd: folder, env: {} });
    expect(JSON.parse(result.stdout)).toEqual(words);
  });

  it("shows the program no variable but the given ones", async () => {
    const script = "console.log(JSON.stringify(process.env))";
    const result = await runScript(script, { env: { ONLY: "this" } });
    expect(JSON.parse(result.stdout)).toEqual({ ONLY: "this" });
  });

  it("writes the given input, and otherwise leaves standard input empty", async () => {
    const script = "process.stdin.pipe(process.stdout)";
    expect((await runScript(script, { input: "hello" })).stdout).toBe("hello");
    expect((await runScript(script)).stdout).toBe("");
  });

  it("hands over each line as it comes, whole also where a character is cut", async () => {
    const lines: string[] = [];
    const cut = "const b = Buffer.from('ä\\n'); process.stdout.write(b.subarray(0, 1));";
    const script = `${cut} setTimeout(() => { process.stdout.write(b.subarray(1)); console.error('e') }, 50)`;
    await runScript(script, { onOutput: (line, stream) => lines.push(`${stream} ${line}`) });
    expect(lines.sort()).toEqual(["stderr e", "stdout ä"]);
  });

  it("throws for a program that cannot be started, and names it", async () => {
    await expect(run("/no/such/program", [], { cwd: folder, env: {} })).rejects.toThrow(
      /Cannot start \/no\/such\/program: .*ENOENT/,
    );
  });
});

describe("run, cancelled", () => {
  it("interrupts once and lets the program finish", async () => {
    const result = await abortAtOutput(counting("setTimeout(() => process.exit(7), 300)"), "ready");
    expect(result).toMatchObject({ cancelled: true, timedOut: false, exitCode: 7 });
    expect(result.stdout).toBe("ready\ninterrupt 1\n");
  });

  it("kills a program that has not finished when the grace is over", async () => {
    const result = await abortAtOutput(counting(""), "ready", { graceMs: 200 });
    expect(result).toMatchObject({ cancelled: true, exitCode: undefined, signal: "SIGKILL" });
    expect(result.stdout).toBe("ready\ninterrupt 1\n");
  });

  it("starts nothing when cancelled before", async () => {
    const script = "require('fs').writeFileSync('started', '')";
    const result = await runScript(script, { signal: AbortSignal.abort() });
    expect(result).toMatchObject({ cancelled: true, exitCode: undefined });
    await expect(readFile(join(folder, "started"))).rejects.toThrow("ENOENT");
  });

  it("leaves the result alone when cancelled after the end", async () => {
    const controller = new AbortController();
    const result = await runScript("", { signal: controller.signal });
    controller.abort();
    expect(result).toMatchObject({ cancelled: false, exitCode: 0 });
  });
});

describe("run, out of time", () => {
  it("interrupts, lets the program finish, and says so", async () => {
    const result = await runScript(counting("process.exit(1)"), { timeoutMs: 500 });
    expect(result).toMatchObject({ timedOut: true, cancelled: false, exitCode: 1 });
    expect(result.stdout).toBe("ready\ninterrupt 1\n");
  });

  it("does not touch a program that ends in time", async () => {
    const result = await runScript(`${counting("")} setTimeout(() => process.exit(0), 50)`, {
      timeoutMs: 5_000,
    });
    expect(result).toMatchObject({ timedOut: false, exitCode: 0, stdout: "ready\n" });
  });
});

describe("run and what the program started", () => {
  const spawnForever = (options: string) =>
    `const { spawn } = require("child_process");
     const child = spawn(process.execPath, ["-e", 'process.on("SIGINT", () => {}); ${forever}'], ${options});`;

  it("ends what a program leaves behind in its group", async () => {
    const result = await runScript(
      `${spawnForever('{ stdio: "ignore" }')} console.log(child.pid); child.unref()`,
    );
    await expectEnd(Number(result.stdout));
  });

  it("kills descendants in sessions of their own too", async () => {
    const script = `${spawnForever('{ stdio: "ignore", detached: true }')} ${counting("")} console.error(child.pid)`;
    const result = await abortAtOutput(script, "ready", { graceMs: 200 });
    expect(result.signal).toBe("SIGKILL");
    await expectEnd(Number(result.stderr));
  });

  it("interrupts all below a program that must not be interrupted itself, each once", async () => {
    const inner = join(folder, "inner.cjs");
    await writeFile(inner, counting("setTimeout(() => process.exit(1), 300)"));
    const script = `
      process.on("SIGINT", () => console.log("outer interrupted"));
      const child = require("child_process").spawn(process.execPath, [${JSON.stringify(inner)}], { stdio: "inherit", detached: true });
      child.on("exit", (code) => { console.log("inner ended with", code); process.exitCode = 5; });`;
    const result = await abortAtOutput(script, "ready", { interrupt: interruptBelow });
    expect(result).toMatchObject({ cancelled: true, exitCode: 5 });
    expect(result.stdout).toBe("ready\ninterrupt 1\ninner ended with 1\n");
  });
});
