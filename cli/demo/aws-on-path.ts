import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { PythonPackages } from "@stagewright/sandbox";

/**
 * Puts the AWS command line where the sandbox's builds find it, as on a machine of CodeBuild. Gives what takes it away again.
 */
export async function putAwsOnPath({
  python,
  env,
}: Pick<PythonPackages, "python" | "env">): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "stagewright-aws-"));
  const variables = Object.entries(env).map(([name, value]) => `export ${name}=${quoted(value)}\n`);
  const script = `#!/bin/sh\n${variables.join("")}exec ${quoted(python)} -m awscli "$@"\n`;
  await writeFile(join(folder, "aws"), script, { mode: 0o755 });
  const before = process.env.PATH;
  process.env.PATH = [folder, before].join(delimiter);
  return async () => {
    process.env.PATH = before;
    await rm(folder, { recursive: true });
  };
}

/** For the shell, as one word: a folder may be called anything. */
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
