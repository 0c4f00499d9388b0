import { AwsError, type CodeSuiteContext, type Operation, type OperationCall } from "../core/index.js";
import { checkBranchName, headOf, moveBranch, references } from "./branches.js";
import { blobIdOf, commitIdOf, type FileMode, type Files, type Signature, treeIdOf } from "./git.js";
import { checkPath } from "./paths.js";
import {
  type CommitRecord,
  getRepository,
  type Objects,
  objectsOf,
  onRepository,
  type RepositoryRecord,
} from "./repository.js";

interface Target {
  readonly repositoryName: string;
  readonly branchName: string;
  readonly parentCommitId?: string;
  readonly commitMessage?: string;
  readonly email?: string;
}

interface PutFile {
  readonly filePath: string;
  readonly fileMode?: FileMode;
  readonly fileContent?: Uint8Array;
}

interface CommitInput extends Target {
  readonly authorName?: string;
  readonly putFiles?: readonly PutFile[];
  readonly deleteFiles?: readonly { readonly filePath: string }[];
  readonly setFileModes?: readonly { readonly filePath: string; readonly fileMode: FileMode }[];
}

type FileInput = Target & PutFile & { readonly name?: string };

export function createCommit(context: CodeSuiteContext): Operation<CommitInput> {
  return {
    permission: (input, call) => onBranch(context, call, input),
    async handle(input, call) {
      const { putFiles = [], deleteFiles = [], setFileModes = [], authorName } = input;
      if (putFiles.length + deleteFiles.length + setFileModes.length === 0) {
        throw new AwsError(
          "FileEntryRequiredException",
          "A commit needs at least one file to put, delete or set",
        );
      }
      const work = begin(context, call, input);
      for (const file of putFiles) put(work, file);
      for (const { filePath } of deleteFiles) remove(work, filePath);
      for (const { filePath, fileMode } of setFileModes) setMode(work, filePath, fileMode);
      if (treeIdOf(work.files) === work.parent?.treeId) {
        throw new AwsError("NoChangeException", "The commit would not change anything");
      }
      const commit = await finish(context, call, work, { ...input, name: authorName });
      return {
        commitId: commit.commitId,
        treeId: commit.treeId,
        ...changes(work.parent?.files ?? {}, work.files),
      };
    },
  };
}

export function putFile(context: CodeSuiteContext): Operation<FileInput> {
  return {
    permission: (input, call) => onBranch(context, call, input),
    async handle(input, call) {
      const work = begin(context, call, input);
      const blobId = put(work, input);
      if (work.parent?.files[input.filePath]?.blobId === blobId) {
        throw new AwsError(
          "SameFileContentException",
          `The content of ${input.filePath} is the same already`,
        );
      }
      const { commitId, treeId } = await finish(context, call, work, input);
      return { commitId, blobId, treeId };
    },
  };
}

export function deleteFile(context: CodeSuiteContext): Operation<FileInput> {
  return {
    permission: (input, call) => onBranch(context, call, input),
    async handle(input, call) {
      const work = begin(context, call, input);
      const blobId = remove(work, input.filePath);
      const { commitId, treeId } = await finish(context, call, work, input);
      return { commitId, blobId, treeId, filePath: input.filePath };
    },
  };
}

export function readCommit(
  context: CodeSuiteContext,
): Operation<{ repositoryName: string; commitId: string }> {
  return {
    permission: ({ repositoryName }, call) => onRepository(context, call, repositoryName),
    handle({ repositoryName, commitId }, call) {
      const repository = getRepository(context, call, repositoryName);
      const commit = objectsOf(context, call, repository.id).commits.get(commitId);
      if (!commit) throw new AwsError("CommitIdDoesNotExistException", `Commit ${commitId} does not exist`);
      return { commit: { ...commit, committer: commit.author, additionalData: "" } };
    },
  };
}

/** A commit in the making: the parent's files, changed step by step. */
interface Work {
  readonly repository: RepositoryRecord;
  readonly objects: Objects;
  readonly parent: CommitRecord | undefined;
  files: Files;
}

function onBranch(context: CodeSuiteContext, call: OperationCall, { repositoryName, branchName }: Target) {
  return onRepository(context, call, repositoryName, references(branchName));
}

function begin(context: CodeSuiteContext, call: OperationCall, input: Target): Work {
  const repository = getRepository(context, call, input.repositoryName);
  checkBranchName(input.branchName);
  const objects = objectsOf(context, call, repository.id);
  const head =
    Object.keys(repository.branches).length === 0 ? undefined : headOf(repository, input.branchName);
  checkParent(head, input.parentCommitId, objects);
  const parent = head === undefined ? undefined : objects.commits.get(head);
  return { repository, objects, parent, files: parent?.files ?? {} };
}

/** …/API_CreateCommit.html (parentCommitId): required, and the newest, unless the repository is empty. */
function checkParent(head: string | undefined, given: string | undefined, { commits }: Objects): void {
  if (given === head) return;
  if (given === undefined) {
    throw new AwsError(
      "ParentCommitIdRequiredException",
      `A parent commit ID is required. The tip is ${head}`,
    );
  }
  if (!commits.get(given)) {
    throw new AwsError("ParentCommitDoesNotExistException", `The parent commit ${given} does not exist`);
  }
  throw new AwsError(
    "ParentCommitIdOutdatedException",
    `The parent commit ${given} is not the tip, which is ${head}`,
  );
}

function put(work: Work, { filePath, fileMode = "NORMAL", fileContent }: PutFile): string {
  checkPath(filePath, work.files);
  if (fileContent === undefined) {
    throw new AwsError("SourceFileOrContentRequiredException", `File ${filePath} needs content`);
  }
  const blobId = blobIdOf(fileContent);
  work.objects.blobs.put(blobId, { blobId, content: Buffer.from(fileContent).toString("base64") });
  work.files = { ...work.files, [filePath]: { blobId, mode: fileMode } };
  return blobId;
}

function remove(work: Work, filePath: string): string {
  const { [filePath]: file, ...files } = work.files;
  if (!file) throw new AwsError("FileDoesNotExistException", `File ${filePath} does not exist`);
  work.files = files;
  return file.blobId;
}

function setMode(work: Work, filePath: string, mode: FileMode): void {
  const file = work.files[filePath];
  if (!file) throw new AwsError("FileDoesNotExistException", `File ${filePath} does not exist`);
  work.files = { ...work.files, [filePath]: { ...file, mode } };
}

async function finish(
  context: CodeSuiteContext,
  call: OperationCall,
  { repository, objects, parent, files }: Work,
  input: Target & { readonly name?: string | undefined },
): Promise<CommitRecord> {
  const content = {
    treeId: treeIdOf(files),
    parents: parent ? [parent.commitId] : [],
    author: signature(context, call, input),
    message: input.commitMessage ?? "",
  };
  const commit = { ...content, commitId: commitIdOf(content), files };
  objects.commits.put(commit.commitId, commit);
  await moveBranch(context, call, repository, input.branchName, commit.commitId);
  return commit;
}

/** Without a name CodeCommit writes who called. */
function signature(
  context: CodeSuiteContext,
  call: OperationCall,
  { name, email = "" }: { readonly name?: string | undefined; readonly email?: string },
): Signature {
  const caller = call.caller.arn.split(/[:/]/).at(-1) ?? "";
  return { name: name ?? caller, email, date: `${Math.floor(context.now().getTime() / 1000)} +0000` };
}

function changes(before: Files, after: Files): object {
  const metadata = (files: Files, paths: string[]) =>
    paths.map((path) => ({ absolutePath: path, blobId: files[path]?.blobId, fileMode: files[path]?.mode }));
  const paths = Object.keys(after);
  const changed = (path: string) =>
    before[path]?.blobId !== after[path]?.blobId || before[path]?.mode !== after[path]?.mode;
  return {
    filesAdded: metadata(
      after,
      paths.filter((path) => !before[path]),
    ),
    filesUpdated: metadata(
      after,
      paths.filter((path) => before[path] && changed(path)),
    ),
    filesDeleted: metadata(
      before,
      Object.keys(before).filter((path) => !after[path]),
    ),
  };
}
