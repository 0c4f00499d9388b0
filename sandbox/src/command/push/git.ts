import { execa } from "execa";

/** Runs git for whoever calls the command, and gives what it writes. */
export interface Git {
  (args: readonly string[]): Promise<string>;
  /** The same; nothing where git fails. */
  attempt(args: readonly string[]): Promise<string | undefined>;
}

/**
 * Pushes what is named and nothing else, whatever somebody's configuration adds: tags, a signature, submodules where they
 * come from. Hooks are not run: what they are for, such as large files kept elsewhere, is not here.
 */
export const pushAlone = [
  ...["push", "--quiet", "--no-verify"],
  ...["--no-follow-tags", "--no-signed", "--recurse-submodules=no"],
];

type Variables = Readonly<Record<string, string | undefined>>;

export function gitIn(folder: string, env: Variables): Git {
  const run = async (args: readonly string[]) => {
    const options = { cwd: folder, env, extendEnv: false, reject: false, stdin: "ignore" } as const;
    const result = await execa("git", args, options);
    if (result.code === "ENOENT")
      throw new Error("There is no git on the PATH. Install it, then push again.");
    return result;
  };
  const git = async (args: readonly string[]) => {
    const { exitCode, stdout, stderr } = await run(args);
    if (exitCode !== 0) throw new Error(`git ${args[0]} failed: ${stderr.trim()}`);
    return stdout.trim();
  };
  const attempt = async (args: readonly string[]) => {
    const { exitCode, stdout } = await run(args);
    return exitCode === 0 ? stdout.trim() : undefined;
  };
  return Object.assign(git, { attempt });
}
