import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Git, gitIn, pushAlone } from "./git.js";
import type { PushTarget } from "./push.js";

/** Who commits where git does not know: a plain folder says nothing of it. */
const nobody = { name: "stagewright-sandbox", email: "sandbox@localhost" };

/**
 * Commits a plain folder as it is on top of the branch, in a repository beside it, and pushes that. What the folder's own
 * `.gitignore` names is left out. Gives the commit's id; nothing if the branch holds the same already.
 */
export async function pushSnapshot(folder: string, target: PushTarget): Promise<string | undefined> {
  const aside = await mkdtemp(join(tmpdir(), "stagewright-push-"));
  try {
    return await commitAndPush(folder, aside, target);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

async function commitAndPush(folder: string, aside: string, target: PushTarget): Promise<string | undefined> {
  const { url, branch, progress } = target;
  const git = await repositoryAside(folder, aside, target);
  const isThere = await git(["ls-remote", url, `refs/heads/${branch}`]);
  if (isThere) await git(["fetch", "--quiet", "--depth=1", url, `refs/heads/${branch}`]);
  const parent = isThere ? isThere.slice(0, 40) : undefined;
  await git(["add", "--all", "."]);
  const tree = await git(["write-tree"]);
  if (parent !== undefined && (await git(["rev-parse", `${parent}^{tree}`])) === tree) {
    progress.write(`${branch} holds the same already: nothing is pushed, and nothing starts.\n`);
    return undefined;
  }
  const parents = parent === undefined ? [] : ["-p", parent];
  const commitId = await git(["commit-tree", ...parents, "-m", "The folder as it is", tree]);
  await git([...pushAlone, url, `${commitId}:refs/heads/${branch}`]);
  return commitId;
}

async function repositoryAside(
  folder: string,
  aside: string,
  { git, environment }: PushTarget,
): Promise<Git> {
  await git(["init", "--quiet", "--bare", aside]);
  const name = (await git.attempt(["config", "user.name"])) || nobody.name;
  const email = (await git.attempt(["config", "user.email"])) || nobody.email;
  return gitIn(folder, {
    ...environment,
    ...{ GIT_DIR: aside, GIT_WORK_TREE: folder },
    ...{ GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email },
    ...{ GIT_COMMITTER_NAME: name, GIT_COMMITTER_EMAIL: email },
  });
}
