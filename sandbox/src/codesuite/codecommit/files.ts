import { AwsError, type Operation, type OperationCall } from "../core/index.js";
import type { CodeCommitContext } from "./context.js";
import type { BareRepository, Commit, TreeEntry } from "./git/index.js";
import { trimSlashes } from "./paths.js";
import { getRepository, onRepository, type RepositoryRecord } from "./repository.js";

interface At {
  readonly repositoryName: string;
  /** A branch, with or without `refs/heads/`, or a commit's id. Default: the default branch. */
  readonly commitSpecifier?: string;
}

export function readFile(context: CodeCommitContext): Operation<At & { filePath: string }> {
  return {
    permission: ({ repositoryName }, call) => onRepository(context, call, repositoryName),
    async handle(input, call) {
      const { git, commit } = await resolve(context, call, input);
      const filePath = trimSlashes(input.filePath);
      const file = await entryAt(git, commit.treeId, filePath);
      const fileContent = file && (await git.blob(file.id));
      if (!fileContent) throw new AwsError("FileDoesNotExistException", `File ${filePath} does not exist`);
      const { id: blobId, kind: fileMode } = file;
      const { commitId } = commit;
      return { commitId, blobId, filePath, fileMode, fileSize: fileContent.length, fileContent };
    },
  };
}

export function readFolder(context: CodeCommitContext): Operation<At & { folderPath: string }> {
  return {
    permission: ({ repositoryName }, call) => onRepository(context, call, repositoryName),
    async handle(input, call) {
      const { git, commit } = await resolve(context, call, input);
      const folderPath = trimSlashes(input.folderPath);
      const treeId = folderPath === "" ? commit.treeId : (await entryAt(git, commit.treeId, folderPath))?.id;
      const entries = treeId === undefined ? undefined : await git.tree(treeId);
      if (!entries) {
        throw new AwsError("FolderDoesNotExistException", `Folder ${folderPath} does not exist`);
      }
      return { commitId: commit.commitId, folderPath, treeId, ...contents(entries, folderPath) };
    },
  };
}

function contents(entries: readonly TreeEntry[], folder: string): object {
  const placed = entries.map(({ name, id, kind }) => {
    const absolutePath = folder === "" ? name : `${folder}/${name}`;
    return { id, kind, path: { relativePath: name, absolutePath } };
  });
  const of = (...kinds: TreeEntry["kind"][]) => placed.filter(({ kind }) => kinds.includes(kind));
  const asFiles = (found: typeof placed) =>
    found.map(({ id: blobId, kind: fileMode, path }) => ({ ...path, blobId, fileMode }));
  return {
    subFolders: of("folder").map(({ id: treeId, path }) => ({ ...path, treeId })),
    files: asFiles(of("NORMAL", "EXECUTABLE")),
    symbolicLinks: asFiles(of("SYMLINK")),
    subModules: of("submodule").map(({ id: commitId, path }) => ({ ...path, commitId })),
  };
}

/** What stands at a path, folder by folder. */
async function entryAt(git: BareRepository, treeId: string, path: string): Promise<TreeEntry | undefined> {
  const [first = "", ...rest] = path.split("/");
  const found = (await git.tree(treeId))?.find(({ name }) => name === first);
  return found && rest.length > 0 ? entryAt(git, found.id, rest.join("/")) : found;
}

interface Resolved {
  readonly git: BareRepository;
  readonly commit: Commit;
}

async function resolve(context: CodeCommitContext, call: OperationCall, at: At): Promise<Resolved> {
  const repository = getRepository(context, call, at.repositoryName);
  const git = context.gitOf(call, repository);
  const specifier = at.commitSpecifier ?? repository.defaultBranch ?? "";
  const commitId = (await git.heads()).get(specifier.replace(/^refs\/heads\//, "")) ?? specifier;
  const commit = await git.commit(commitId);
  if (commit) return { git, commit };
  throw noCommit(specifier, repository);
}

function noCommit(specifier: string, { name }: RepositoryRecord): AwsError {
  return new AwsError("CommitDoesNotExistException", `Commit ${specifier} does not exist in ${name}`);
}
