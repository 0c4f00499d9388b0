import { AwsError, type Operation, pageOf } from "../core/index.js";
import type { CodeCommitContext } from "./context.js";
import { type Author, type MovedReference, referenceChanged } from "./events.js";
import type { BareRepository } from "./git/index.js";
import {
  getRepository,
  onRepository,
  type RepositoryRecord,
  repositoriesAt,
  saveRepository,
} from "./repository.js";

const pageSize = 100;

interface BranchInput {
  readonly repositoryName: string;
  readonly branchName: string;
}

export function readBranch(context: CodeCommitContext): Operation<Partial<BranchInput>> {
  return {
    permission: ({ repositoryName = "*" }, call) => onRepository(context, call, repositoryName),
    async handle({ repositoryName, branchName }, call) {
      if (repositoryName === undefined) {
        throw new AwsError(
          "RepositoryNameRequiredException",
          "A repository name is required, but was not specified.",
        );
      }
      if (branchName === undefined) {
        throw new AwsError(
          "BranchNameRequiredException",
          "A branch name is required, but was not specified.",
        );
      }
      const git = context.gitOf(call, getRepository(context, call, repositoryName));
      return { branch: { branchName, commitId: await headOf(git, branchName) } };
    },
  };
}

export function createBranch(context: CodeCommitContext): Operation<BranchInput & { commitId: string }> {
  return {
    permission: ({ repositoryName, branchName }, call) =>
      onRepository(context, call, repositoryName, references(branchName)),
    async handle({ repositoryName, branchName, commitId }, call) {
      const repository = getRepository(context, call, repositoryName);
      const git = context.gitOf(call, repository);
      checkBranchName(branchName);
      const heads = await git.heads();
      if (heads.has(branchName)) {
        throw new AwsError("BranchNameExistsException", `Branch ${branchName} already exists`);
      }
      if (!(await git.commit(commitId))) {
        throw new AwsError("CommitDoesNotExistException", `Commit ${commitId} does not exist`);
      }
      await git.addBranch(branchName, commitId).catch(() => {
        throw new AwsError(
          "InvalidBranchNameException",
          `${branchName} is not a valid branch name beside the others: ${[...heads.keys()].join(", ")}`,
        );
      });
      await referenceMoved(context, call, repository, { ref: refOf(branchName), commitId });
      return {};
    },
  };
}

export function deleteBranch(context: CodeCommitContext): Operation<BranchInput> {
  return {
    permission: ({ repositoryName, branchName }, call) =>
      onRepository(context, call, repositoryName, references(branchName)),
    async handle({ repositoryName, branchName }, call) {
      const repository = getRepository(context, call, repositoryName);
      const git = context.gitOf(call, repository);
      const commitId = (await git.heads()).get(branchName);
      if (commitId === undefined) return {};
      if (repository.defaultBranch === branchName) {
        throw new AwsError(
          "DefaultBranchCannotBeDeletedException",
          `Branch ${branchName} is the default branch of ${repositoryName}. Make another branch the default first`,
        );
      }
      await git.removeBranch(branchName, commitId);
      await referenceMoved(context, call, repository, { ref: refOf(branchName), oldCommitId: commitId });
      return { deletedBranch: { branchName, commitId } };
    },
  };
}

export function listBranches(
  context: CodeCommitContext,
): Operation<{ repositoryName: string; nextToken?: string }> {
  return {
    permission: ({ repositoryName }, call) => onRepository(context, call, repositoryName),
    async handle({ repositoryName, nextToken }, call) {
      const heads = await context.gitOf(call, getRepository(context, call, repositoryName)).heads();
      const page = pageOf([...heads.keys()], {
        keyOf: (name) => name,
        size: pageSize,
        invalidToken: "InvalidContinuationTokenException",
        ...(nextToken === undefined ? {} : { token: nextToken }),
      });
      return { branches: page.items, nextToken: page.nextToken };
    },
  };
}

export function updateDefaultBranch(
  context: CodeCommitContext,
): Operation<{ repositoryName: string; defaultBranchName: string }> {
  return {
    permission: ({ repositoryName }, call) => onRepository(context, call, repositoryName),
    async handle({ repositoryName, defaultBranchName: defaultBranch }, call) {
      const git = context.gitOf(call, getRepository(context, call, repositoryName));
      await headOf(git, defaultBranch);
      await git.setDefault(defaultBranch);
      saveRepository(context, call, { ...getRepository(context, call, repositoryName), defaultBranch });
      return {};
    },
  };
}

/** Keeps the time of the change and tells the bus. The first branch of a repository is its default. */
export async function referenceMoved(
  context: CodeCommitContext,
  author: Author,
  { name }: Pick<RepositoryRecord, "name">,
  moved: MovedReference,
): Promise<void> {
  const repository = repositoriesAt(context, author).get(name);
  // Renamed or deleted meanwhile: there is nothing to keep, and nobody to tell.
  if (!repository) return;
  const first = moved.commitId === undefined ? undefined : branchIn(moved.ref);
  const defaultBranch = repository.defaultBranch ?? first;
  saveRepository(context, author, { ...repository, ...(defaultBranch !== undefined && { defaultBranch }) });
  if (defaultBranch !== undefined && repository.defaultBranch === undefined)
    await context.gitOf(author, repository).setDefault(defaultBranch);
  await context.emit(referenceChanged(author, repository, moved));
}

export async function headOf(git: BareRepository, branchName: string): Promise<string> {
  const commitId = (await git.heads()).get(branchName);
  if (commitId !== undefined) return commitId;
  throw new AwsError("BranchDoesNotExistException", `Branch ${branchName} does not exist`);
}

/** Git's rules: https://git-scm.com/docs/git-check-ref-format */
export function checkBranchName(name: string): void {
  const valid =
    !/[\p{Cc} ~^:?*[\\]|\.\.|@\{|\/\/|\/\./u.test(name) &&
    !/^[./-]|[./]$|\.lock(\/|$)/.test(name) &&
    name !== "@" &&
    name !== "HEAD";
  if (!valid) throw new AwsError("InvalidBranchNameException", `${name} is not a valid branch name`);
}

/** What policies that protect branches look at: …/codecommit/latest/userguide/how-to-conditional-branch.html */
export function references(branchName: string): Record<string, string> {
  return ofReference(refOf(branchName));
}

export function ofReference(ref: string): Record<string, string> {
  return { "codecommit:References": ref };
}

const heads = "refs/heads/";

export const refOf = (branchName: string) => `${heads}${branchName}`;

function branchIn(ref: string): string | undefined {
  return ref.startsWith(heads) ? ref.slice(heads.length) : undefined;
}
