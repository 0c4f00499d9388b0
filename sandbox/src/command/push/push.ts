import { realpath, stat } from "node:fs/promises";
import type { Writable } from "node:stream";
import {
  CodeCommitClient,
  CreateRepositoryCommand,
  RepositoryNameExistsException,
} from "@aws-sdk/client-codecommit";
import { environmentOf } from "../../environment.js";
import { gitVariablesOf } from "../../git-configuration.js";
import type { Registration } from "../../registration.js";
import { rootsWith } from "../../root.js";
import { type Git, gitIn, pushAlone } from "./git.js";
import { pushSnapshot } from "./snapshot.js";
import { tellStarts } from "./starts.js";

export interface PushOptions {
  readonly sandbox: Registration;
  readonly folder: string;
  readonly repository: string;
  /** Default: the branch that a git repository is on, and `main` of a plain folder. */
  readonly branch?: string;
  /** Also where the branch has commits that the folder has not. */
  readonly force?: boolean;
  /** Where it is told what was pushed, and what that starts. */
  readonly progress: Writable;
}

/** What the ways of pushing need. */
export interface PushTarget {
  readonly git: Git;
  /** What git is told by. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The repository's address. */
  readonly url: string;
  readonly branch: string;
  readonly force: boolean;
  readonly progress: Writable;
}

/** Pushes a folder to a repository of the sandbox, which is made if there is none. Nobody's configuration is changed. */
export async function pushFolder(options: PushOptions): Promise<void> {
  const { sandbox, folder, repository, progress, force = false } = options;
  await requireFolder(folder);
  const client = clientOptions(sandbox);
  await makeRepository(client, repository, progress);
  const environment = environmentFor(sandbox);
  const git = gitIn(folder, environment);
  const isOwn = await isRepository(git, folder);
  const branch = options.branch ?? ((isOwn && (await currentBranch(git))) || "main");
  const target = { git, environment, url: `${sandbox.url}/v1/repos/${repository}`, branch, force, progress };
  const since = Date.now();
  const commitId = isOwn ? await pushHead(target) : await pushSnapshot(folder, target);
  if (commitId === undefined) return;
  progress.write(`Commit ${commitId.slice(0, 10)} is now the newest of ${branch} in ${repository}.\n`);
  await tellStarts(client, { repository, branch, since }, progress);
}

async function requireFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) throw new Error(`${folder} is no folder. Give one to push.`);
}

function clientOptions(sandbox: Registration) {
  const { url: endpoint, region, secret, accountId } = sandbox;
  return { endpoint, region, credentials: rootsWith(secret)(accountId) };
}

/** What git tells its hooks of the repository that it is in: who pushes from one may mean another folder. */
const ofAnotherRepository = {
  ...{ GIT_DIR: undefined, GIT_WORK_TREE: undefined, GIT_INDEX_FILE: undefined, GIT_PREFIX: undefined },
  ...{ GIT_COMMON_DIR: undefined, GIT_OBJECT_DIRECTORY: undefined, GIT_NAMESPACE: undefined },
};

/** As root of the account, whose keys carry no token, whatever the shell is pointed at. */
function environmentFor(sandbox: Registration): Record<string, string | undefined> {
  const asked = { AWS_SESSION_TOKEN: undefined, GIT_TERMINAL_PROMPT: "0" };
  const given = { ...process.env, ...ofAnotherRepository, ...asked };
  return { ...given, ...environmentOf(sandbox), ...gitVariablesOf(sandbox, given) };
}

async function makeRepository(
  options: ReturnType<typeof clientOptions>,
  repositoryName: string,
  progress: Writable,
): Promise<void> {
  const client = new CodeCommitClient(options);
  try {
    await client.send(new CreateRepositoryCommand({ repositoryName }));
    progress.write(`The repository ${repositoryName} is new.\n`);
  } catch (error) {
    if (!(error instanceof RepositoryNameExistsException)) throw error;
  } finally {
    client.destroy();
  }
}

/** A folder inside somebody's working copy is a plain folder: it is pushed without the rest of it. */
async function isRepository(git: Git, folder: string): Promise<boolean> {
  const top = await git.attempt(["rev-parse", "--show-toplevel"]);
  return top !== undefined && (await realpath(top)) === (await realpath(folder));
}

function currentBranch(git: Git): Promise<string | undefined> {
  return git.attempt(["symbolic-ref", "--quiet", "--short", "HEAD"]);
}

async function pushHead({ git, url, branch, force, progress }: PushTarget): Promise<string> {
  const commitId = await git.attempt(["rev-parse", "--verify", "--quiet", "HEAD"]);
  if (commitId === undefined)
    throw new Error("The repository has no commit yet. Commit something, then push.");
  if (await git(["status", "--porcelain"]))
    progress.write("Changes that are not committed are not pushed.\n");
  await git([...pushAlone, ...(force ? ["--force"] : []), url, `HEAD:refs/heads/${branch}`]);
  return commitId;
}
