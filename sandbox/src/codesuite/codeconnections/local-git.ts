import { AwsError, type FetchedSource, runGit, type Wanted } from "../core/index.js";

/** A commit of a git repository on this machine. Throws AWS's error where it has no such branch or commit. */
export async function fetchCommit(folder: string, { branch, commitId }: Wanted): Promise<FetchedSource> {
  const name = commitId ?? `refs/heads/${branch}`;
  const fields = ["%H", "%an", "%ae", "%at", "%ct", "%B"].join("%x00");
  const log = ["log", "-1", `--format=${fields}`, "--end-of-options", name];
  const text = await runGit(folder, log).catch((error: unknown) => {
    if (error instanceof AwsError) throw error;
    const what = commitId === undefined ? `branch named ${branch}` : `commit ${commitId}`;
    throw new AwsError("BranchDoesNotExistException", `No ${what} was found in the repository`);
  });
  const [id = "", author = "", email = "", authored, committed, message = ""] = text.toString().split("\0");
  return {
    commitId: id,
    message: message.trimEnd(),
    author: { name: author, email, date: new Date(Number(authored) * 1000) },
    committerDate: new Date(Number(committed) * 1000),
    archive: () => runGit(folder, ["archive", "--format=zip", id]),
  };
}
