import { AwsError, type CodeSuiteContext, type Operation, type OperationCall } from "../core/index.js";
import { childrenOf, type Files, treeIdOf } from "./git.js";
import { trimSlashes } from "./paths.js";
import {
  type CommitRecord,
  getRepository,
  objectsOf,
  onRepository,
  type RepositoryRecord,
} from "./repository.js";

interface At {
  readonly repositoryName: string;
  /** A branch, with or without `refs/heads/`, or a commit's id. Default: the default branch. */
  readonly commitSpecifier?: string;
}

export function readFile(context: CodeSuiteContext): Operation<At & { filePath: string }> {
  return {
    permission: ({ repositoryName }, call) => onRepository(context, call, repositoryName),
    handle(input, call) {
      const repository = getRepository(context, call, input.repositoryName);
      const { commitId, files } = resolve(context, call, repository, input.commitSpecifier);
      const filePath = trimSlashes(input.filePath);
      const file = files[filePath];
      const blob = file && objectsOf(context, call, repository.id).blobs.get(file.blobId);
      if (!blob) throw new AwsError("FileDoesNotExistException", `File ${filePath} does not exist`);
      const fileContent = Buffer.from(blob.content, "base64");
      const { blobId, mode: fileMode } = file;
      return { commitId, blobId, filePath, fileMode, fileSize: fileContent.length, fileContent };
    },
  };
}

export function readFolder(context: CodeSuiteContext): Operation<At & { folderPath: string }> {
  return {
    permission: ({ repositoryName }, call) => onRepository(context, call, repositoryName),
    handle(input, call) {
      const repository = getRepository(context, call, input.repositoryName);
      const { commitId, files } = resolve(context, call, repository, input.commitSpecifier);
      const folderPath = trimSlashes(input.folderPath);
      if (folderPath !== "" && childrenOf(files, folderPath).length === 0) {
        throw new AwsError("FolderDoesNotExistException", `Folder ${folderPath} does not exist`);
      }
      return { commitId, folderPath, treeId: treeIdOf(files, folderPath), ...contents(files, folderPath) };
    },
  };
}

function contents(files: Files, folder: string): object {
  const children = childrenOf(files, folder).map((relativePath) => ({
    relativePath,
    absolutePath: folder === "" ? relativePath : `${folder}/${relativePath}`,
  }));
  const entries = children.map((child) => ({ child, file: files[child.absolutePath] }));
  const ofMode = (symbolic: boolean) =>
    entries.flatMap(({ child, file }) =>
      file && (file.mode === "SYMLINK") === symbolic
        ? [{ ...child, blobId: file.blobId, fileMode: file.mode }]
        : [],
    );
  const subFolders = entries
    .filter(({ file }) => !file)
    .map(({ child }) => ({ ...child, treeId: treeIdOf(files, child.absolutePath) }));
  return { subFolders, files: ofMode(false), symbolicLinks: ofMode(true), subModules: [] };
}

function resolve(
  context: CodeSuiteContext,
  call: OperationCall,
  repository: RepositoryRecord,
  specifier: string = repository.defaultBranch ?? "",
): CommitRecord {
  const { commits } = objectsOf(context, call, repository.id);
  const commitId = repository.branches[specifier.replace(/^refs\/heads\//, "")] ?? specifier;
  const commit = commits.get(commitId);
  if (commit) return commit;
  throw new AwsError(
    "CommitDoesNotExistException",
    `Commit ${specifier} does not exist in ${repository.name}`,
  );
}
