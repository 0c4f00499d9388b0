import { AwsError, type Operation, type OperationCall } from "../core/index.js";
import { checkBranchName, referenceMoved, references, refOf } from "./branches.js";
import type { CodeCommitContext } from "./context.js";
import {
  type BareRepository,
  BranchMoved,
  blobIdOf,
  type Commit,
  type FileChange,
  type FileEntry,
  type FileMode,
  type Files,
  type Signature,
} from "./git/index.js";
import { checkPath } from "./paths.js";
import { getRepository, onRepository, type RepositoryRecord } from "./repository.js";

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

export function createCommit(context: CodeCommitContext): Operation<CommitInput> {
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
      const work = await begin(context, call, input);
      for (const file of putFiles) put(work, file);
      for (const { filePath } of deleteFiles) remove(work, filePath);
      for (const { filePath, fileMode } of setFileModes) setMode(work, filePath, fileMode);
      const changed = differences(work.before, work.files);
      if (Object.values(changed).every((files) => files.length === 0)) {
        throw new AwsError("NoChangeException", "The commit would not change anything");
      }
      const { commitId, treeId } = await finish(context, call, work, { ...input, name: authorName });
      return { commitId, treeId, ...changed };
    },
  };
}

export function putFile(context: CodeCommitContext): Operation<FileInput> {
  return {
    permission: (input, call) => onBranch(context, call, input),
    async handle(input, call) {
      const work = await begin(context, call, input);
      const blobId = put(work, input);
      if (work.before.get(input.filePath)?.blobId === blobId) {
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

export function deleteFile(context: CodeCommitContext): Operation<FileInput> {
  return {
    permission: (input, call) => onBranch(context, call, input),
    async handle(input, call) {
      const work = await begin(context, call, input);
      const blobId = remove(work, input.filePath);
      const { commitId, treeId } = await finish(context, call, work, input);
      return { commitId, blobId, treeId, filePath: input.filePath };
    },
  };
}

export function readCommit(
  context: CodeCommitContext,
): Operation<{ repositoryName: string; commitId: string }> {
  return {
    permission: ({ repositoryName }, call) => onRepository(context, call, repositoryName),
    async handle({ repositoryName, commitId }, call) {
      const git = context.gitOf(call, getRepository(context, call, repositoryName));
      const commit = await git.commit(commitId);
      if (!commit) throw new AwsError("CommitIdDoesNotExistException", `Commit ${commitId} does not exist`);
      return { commit: { ...commit, additionalData: "" } };
    },
  };
}

/** A commit in the making: the parent's files, changed step by step. */
interface Work {
  readonly repository: RepositoryRecord;
  readonly git: BareRepository;
  readonly head: string | undefined;
  readonly before: Files;
  readonly changes: FileChange[];
  readonly files: Map<string, FileEntry>;
}

function onBranch(context: CodeCommitContext, call: OperationCall, { repositoryName, branchName }: Target) {
  return onRepository(context, call, repositoryName, references(branchName));
}

async function begin(context: CodeCommitContext, call: OperationCall, input: Target): Promise<Work> {
  const repository = getRepository(context, call, input.repositoryName);
  checkBranchName(input.branchName);
  const git = context.gitOf(call, repository);
  const heads = await git.heads();
  const head = heads.get(input.branchName);
  if (head === undefined && heads.size > 0) {
    throw new AwsError("BranchDoesNotExistException", `Branch ${input.branchName} does not exist`);
  }
  await checkParent(head, input.parentCommitId, git);
  const before: Files = head === undefined ? new Map() : await git.files(head);
  return { repository, git, head, before, changes: [], files: new Map(before) };
}

/** …/API_CreateCommit.html (parentCommitId): required, and the newest, unless the repository is empty. */
async function checkParent(
  head: string | undefined,
  given: string | undefined,
  git: BareRepository,
): Promise<void> {
  if (given === head) return;
  if (given === undefined) {
    throw new AwsError(
      "ParentCommitIdRequiredException",
      `A parent commit ID is required. The tip is ${head}`,
    );
  }
  if (!(await git.commit(given))) {
    throw new AwsError("ParentCommitDoesNotExistException", `The parent commit ${given} does not exist`);
  }
  throw outdated(given, head);
}

function outdated(given: string | undefined, head: string | undefined): AwsError {
  const tip = head === undefined ? "" : `, which is ${head}`;
  return new AwsError("ParentCommitIdOutdatedException", `The parent commit ${given} is not the tip${tip}`);
}

function put(work: Work, { filePath, fileMode = "NORMAL", fileContent }: PutFile): string {
  checkPath(filePath, work.files);
  if (fileContent === undefined) {
    throw new AwsError("SourceFileOrContentRequiredException", `File ${filePath} needs content`);
  }
  const blobId = blobIdOf(fileContent);
  work.changes.push({ path: filePath, mode: fileMode, content: fileContent });
  work.files.set(filePath, { blobId, mode: fileMode });
  return blobId;
}

function remove(work: Work, filePath: string): string {
  const file = work.files.get(filePath);
  if (!file) throw new AwsError("FileDoesNotExistException", `File ${filePath} does not exist`);
  work.changes.push({ path: filePath, remove: true });
  work.files.delete(filePath);
  return file.blobId;
}

function setMode(work: Work, filePath: string, mode: FileMode): void {
  const file = work.files.get(filePath);
  if (!file) throw new AwsError("FileDoesNotExistException", `File ${filePath} does not exist`);
  work.changes.push({ path: filePath, mode, blobId: file.blobId });
  work.files.set(filePath, { ...file, mode });
}

async function finish(
  context: CodeCommitContext,
  call: OperationCall,
  { repository, git, head, changes }: Work,
  input: Target & { readonly name?: string | undefined },
): Promise<Commit> {
  const commitId = await git
    .import({
      branch: input.branchName,
      ...(head !== undefined && { parent: head }),
      author: signature(context, call, input),
      message: input.commitMessage ?? "",
      changes,
    })
    .catch((error: unknown) => {
      throw error instanceof BranchMoved ? outdated(head, undefined) : error;
    });
  const moved = { ref: refOf(input.branchName), commitId, ...(head !== undefined && { oldCommitId: head }) };
  await referenceMoved(context, call, repository, moved);
  const commit = await git.commit(commitId);
  if (!commit) throw new AwsError("CommitDoesNotExistException", `Commit ${commitId} does not exist`);
  return commit;
}

/** Without a name CodeCommit writes who called. */
function signature(
  context: CodeCommitContext,
  call: OperationCall,
  { name, email = "" }: { readonly name?: string | undefined; readonly email?: string },
): Signature {
  const caller = call.caller.arn.split(/[:/]/).at(-1) ?? "";
  return { name: name ?? caller, email, date: `${Math.floor(context.now().getTime() / 1000)} +0000` };
}

function differences(before: Files, after: Files) {
  const added = [...after].filter(([path]) => !before.has(path));
  const updated = [...after].filter(([path, file]) => isOther(before.get(path), file));
  const deleted = [...before].filter(([path]) => !after.has(path));
  return { filesAdded: metadata(added), filesUpdated: metadata(updated), filesDeleted: metadata(deleted) };
}

function isOther(before: FileEntry | undefined, after: FileEntry): boolean {
  return before !== undefined && (before.blobId !== after.blobId || before.mode !== after.mode);
}

function metadata(files: readonly (readonly [string, FileEntry])[]) {
  return files.map(([absolutePath, { blobId, mode: fileMode }]) => ({ absolutePath, blobId, fileMode }));
}
