import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { configurationVariables, type GitConfiguration } from "../../git-configuration.js";
import { AwsError } from "./errors.js";

const run = promisify(execFile);

/** Bytes: what git may answer at once; AWS takes repositories up to 1 GB (CodePipeline user guide, limits). */
const maxOutput = 1024 ** 3;

/**
 * What git is told and nothing else: whoever started the sandbox has a configuration, hooks and variables of their own,
 * which do not count here. Folders of another owner are read, since in containers they often are.
 */
export function gitEnvironment(configuration: GitConfiguration = []): Record<string, string> {
  const own = [["safe.directory", "*"], ["core.hooksPath", "/dev/null"], ...configuration] as const;
  return {
    PATH: process.env.PATH ?? "/usr/local/bin:/usr/bin:/bin",
    LC_ALL: "C.UTF-8",
    ...{ GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1", GIT_TERMINAL_PROMPT: "0" },
    ...configurationVariables(own),
  };
}

/** Runs git in a folder, and gives what it writes. Nothing is asked of a terminal. */
export async function runGit(folder: string, args: readonly string[]): Promise<Buffer> {
  const options = { env: gitEnvironment(), encoding: "buffer", maxBuffer: maxOutput } as const;
  const { stdout } = await run("git", ["-C", folder, ...args], options).catch((error: unknown) => {
    throw isMissing(error) ? gitMissing() : error;
  });
  return stdout;
}

const isMissing = (error: unknown) => error instanceof Error && "code" in error && error.code === "ENOENT";

function gitMissing(): AwsError {
  const message = `There is no git on the sandbox's PATH, by which it keeps repositories. ${howToInstall("git")}`;
  return new AwsError("NotImplementedException", message, 501);
}

/** @param alpine the package's name where git comes in parts. */
export function howToInstall(alpine: string): string {
  return `Install it: apt-get install git (Debian, Ubuntu), dnf install git (Fedora), apk add ${alpine} (Alpine), brew install git (macOS).`;
}
