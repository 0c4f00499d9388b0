import {
  AwsError,
  type CodeSuiteContext,
  type Operation,
  type OperationCall,
  pageOf,
} from "../core/index.js";
import { branchChanged } from "./events.js";
import {
  getRepository,
  objectsOf,
  onRepository,
  type RepositoryRecord,
  saveRepository,
} from "./repository.js";

const pageSize = 100;

interface BranchInput {
  readonly repositoryName: string;
  readonly branchName: string;
}

export function readBranch(context: CodeSuiteContext): Operation<Partial<BranchInput>> {
  return {
    permission: ({ repositoryName = "*" }, call) => onRepository(context, call, repositoryName),
    handle({ repositoryName, branchName }, call) {
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
      const commitId = headOf(getRepository(context, call, repositoryName), branchName);
      return { branch: { branchName, commitId } };
    },
  };
}

export function createBranch(context: CodeSuiteContext): Operation<BranchInput & { commitId: string }> {
  return {
    permission: ({ repositoryName, branchName }, call) =>
      onRepository(context, call, repositoryName, references(branchName)),
    async handle({ repositoryName, branchName, commitId }, call) {
      const repository = getRepository(context, call, repositoryName);
      checkBranchName(branchName);
      if (repository.branches[branchName] !== undefined) {
        throw new AwsError("BranchNameExistsException", `Branch ${branchName} already exists`);
      }
      if (!objectsOf(context, call, repository.id).commits.get(commitId)) {
        throw new AwsError("CommitDoesNotExistException", `Commit ${commitId} does not exist`);
      }
      await moveBranch(context, call, repository, branchName, commitId);
      return {};
    },
  };
}

export function deleteBranch(context: CodeSuiteContext): Operation<BranchInput> {
  return {
    permission: ({ repositoryName, branchName }, call) =>
      onRepository(context, call, repositoryName, references(branchName)),
    async handle({ repositoryName, branchName }, call) {
      const repository = getRepository(context, call, repositoryName);
      const { [branchName]: commitId, ...branches } = repository.branches;
      if (commitId === undefined) return {};
      if (repository.defaultBranch === branchName) {
        throw new AwsError(
          "DefaultBranchCannotBeDeletedException",
          `Branch ${branchName} is the default branch of ${repositoryName}. Make another branch the default first`,
        );
      }
      saveRepository(context, call, { ...repository, branches });
      await context.emit(branchChanged(call, repository, { branchName, oldCommitId: commitId }));
      return { deletedBranch: { branchName, commitId } };
    },
  };
}

export function listBranches(
  context: CodeSuiteContext,
): Operation<{ repositoryName: string; nextToken?: string }> {
  return {
    permission: ({ repositoryName }, call) => onRepository(context, call, repositoryName),
    handle({ repositoryName, nextToken }, call) {
      const page = pageOf(Object.keys(getRepository(context, call, repositoryName).branches), {
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
  context: CodeSuiteContext,
): Operation<{ repositoryName: string; defaultBranchName: string }> {
  return {
    permission: ({ repositoryName }, call) => onRepository(context, call, repositoryName),
    handle({ repositoryName, defaultBranchName: defaultBranch }, call) {
      const repository = getRepository(context, call, repositoryName);
      headOf(repository, defaultBranch);
      saveRepository(context, call, { ...repository, defaultBranch });
      return {};
    },
  };
}

/** Points a branch at a commit and tells the bus. The first branch of a repository is its default. */
export async function moveBranch(
  context: CodeSuiteContext,
  call: OperationCall,
  repository: RepositoryRecord,
  branchName: string,
  commitId: string,
): Promise<void> {
  const oldCommitId = repository.branches[branchName];
  saveRepository(context, call, {
    ...repository,
    branches: { ...repository.branches, [branchName]: commitId },
    defaultBranch: repository.defaultBranch ?? branchName,
  });
  const moved = { branchName, commitId, ...(oldCommitId === undefined ? {} : { oldCommitId }) };
  await context.emit(branchChanged(call, repository, moved));
}

export function headOf(repository: RepositoryRecord, branchName: string): string {
  const commitId = repository.branches[branchName];
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
  return { "codecommit:References": `refs/heads/${branchName}` };
}
