import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { execa } from "execa";

/** A helper that says who pushes, as one writes it into git's configuration. */
export function sayingWho(user: string, password: string): [string, string] {
  return ["credential.helper", `!printf 'username=%s\\npassword=%s\\n' '${user}' '${password}'; :`];
}

/** git as somebody runs it who has no configuration of their own. */
export async function git(folder: string, args: readonly string[], env: Record<string, string> = {}) {
  const { exitCode, stdout, stderr } = await execa("git", args, {
    cwd: folder,
    extendEnv: false,
    reject: false,
    env: {
      PATH: process.env.PATH ?? "",
      HOME: folder,
      ...{ GIT_CONFIG_NOSYSTEM: "1", GIT_TERMINAL_PROMPT: "0", LC_ALL: "C" },
      ...{ GIT_AUTHOR_NAME: "Ada", GIT_AUTHOR_EMAIL: "ada@example.com" },
      ...{ GIT_COMMITTER_NAME: "Ada", GIT_COMMITTER_EMAIL: "ada@example.com" },
      ...env,
    },
  });
  return { exitCode, stdout, stderr };
}

/** A repository with one commit on `main`. */
export async function makeRepository(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await git(folder, ["init", "--quiet", "--initial-branch=main"]);
  await commitFiles(folder, files, "First");
}

/** Gives the commit's id. */
export async function commitFiles(
  folder: string,
  files: Readonly<Record<string, string>>,
  message: string,
): Promise<string> {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  await git(folder, ["add", "--all"]);
  await git(folder, ["commit", "--quiet", "--message", message]);
  return (await git(folder, ["rev-parse", "HEAD"])).stdout;
}
