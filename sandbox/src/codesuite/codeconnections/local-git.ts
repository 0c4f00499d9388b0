import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { AwsError, type FetchedSource, type Wanted } from "../core/index.js";

const run = promisify(execFile);

/** Bytes: what a repository's archive may have; AWS takes repositories up to 1 GB (…/userguide/limits.html). */
const maxArchive = 1024 ** 3;

/** A commit of a git repository on this machine. Throws AWS's error where it has no such branch or commit. */
export async function fetchCommit(folder: string, { branch, commitId }: Wanted): Promise<FetchedSource> {
  const name = commitId ?? `refs/heads/${branch}`;
  const fields = ["%H", "%an", "%ae", "%at", "%ct", "%B"].join("%x00");
  const text = await git(folder, ["log", "-1", `--format=${fields}`, "--end-of-options", name]).catch(() => {
    const what = commitId === undefined ? `branch named ${branch}` : `commit ${commitId}`;
    throw new AwsError("BranchDoesNotExistException", `No ${what} was found in the repository`);
  });
  const [id = "", author = "", email = "", authored, committed, message = ""] = text.toString().split("\0");
  return {
    commitId: id,
    message: message.trimEnd(),
    author: { name: author, email, date: new Date(Number(authored) * 1000) },
    committerDate: new Date(Number(committed) * 1000),
    archive: () => git(folder, ["archive", "--format=zip", id]),
  };
}

/** What the user's own configuration says does not count, and nothing is asked of a terminal. */
async function git(folder: string, args: readonly string[]): Promise<Buffer> {
  const env = {
    PATH: process.env.PATH ?? "/usr/local/bin:/usr/bin:/bin",
    ...{ GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1", GIT_TERMINAL_PROMPT: "0" },
  };
  const options = { env, encoding: "buffer", maxBuffer: maxArchive } as const;
  const { stdout } = await run("git", ["-C", folder, "-c", "safe.directory=*", ...args], options);
  return stdout;
}
