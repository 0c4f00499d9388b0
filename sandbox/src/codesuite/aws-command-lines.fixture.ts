import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { installAwsCli } from "../emulator/index.js";
import type { Sandbox } from "../sandbox.js";

/** The AWS command line as the root of the sandbox's account, in a home of its own. */
export interface AwsCommandLines {
  /** What `aws` with these arguments prints as JSON; nothing is an empty object. Throws with what it wrote when it fails. */
  aws(...args: string[]): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

const program = fileURLToPath(new URL("aws-command-lines.py", import.meta.url));

export async function startAwsCommandLines(sandbox: Sandbox): Promise<AwsCommandLines> {
  const home = await mkdtemp(join(tmpdir(), "aws-command-lines-"));
  const cli = await installAwsCli();
  const env = { PATH: process.env.PATH ?? "", HOME: home, ...cli.env, ...sandbox.env() };
  const child = spawn(cli.python, [program], { env, stdio: ["pipe", "pipe", "inherit"] });
  const answers = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    aws: async (...args) => {
      child.stdin.write(`${JSON.stringify([...args, "--output", "json"])}\n`);
      const { value } = await answers.next();
      const [code, stdout, stderr] = JSON.parse(value ?? '[1, "", "The AWS command line has ended."]');
      if (code !== 0) throw new Error(`aws ${args.join(" ")} ended with ${code}: ${stderr}`);
      return stdout === "" ? {} : JSON.parse(stdout);
    },
    close: async () => {
      child.stdin.end();
      await rm(home, { recursive: true, force: true });
    },
  };
}
