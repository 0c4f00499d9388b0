import { type ArchiveContent, zipContents } from "../../builds/index.js";
import { AwsError, type FetchedSource, type Sources } from "../core/index.js";
import { headOf } from "./branches.js";
import type { CodeCommitContext } from "./context.js";
import type { BareRepository, Commit, FileEntry, Signature } from "./git/index.js";
import { getRepository } from "./repository.js";

/** What the other services may ask. */
export function sourcesPort(context: CodeCommitContext): Sources {
  return {
    async fetch({ name, ...place }, { branch, commitId }) {
      const git = context.gitOf(place, getRepository(context, place, name));
      const wanted = commitId ?? (await headOf(git, branch));
      const commit = await git.commit(wanted);
      if (commit) return fetched(commit, git);
      throw new AwsError("CommitIdDoesNotExistException", `Commit ${wanted} does not exist`);
    },
  };
}

function fetched({ commitId, message, author, committer }: Commit, git: BareRepository): FetchedSource {
  return {
    commitId,
    // As git shows it, which ends what it is given with a line's end.
    message: message.trimEnd(),
    author: { name: author.name, email: author.email, date: dateOf(author) },
    committerDate: dateOf(committer),
    archive: () => archive(commitId, git),
  };
}

/** All files as they are: git's own archive leaves out and changes what attributes in the repository say. */
async function archive(commitId: string, git: BareRepository): Promise<Uint8Array> {
  const files = [...(await git.files(commitId))];
  return zipContents(await Promise.all(files.map(([path, file]) => contentOf(path, file, git))));
}

async function contentOf(path: string, file: FileEntry, git: BareRepository): Promise<ArchiveContent> {
  const content = (await git.blob(file.blobId)) ?? new Uint8Array();
  return { path, content, isExecutable: file.mode === "EXECUTABLE" };
}

function dateOf({ date }: Signature): Date {
  return new Date(Number(date.split(" ")[0]) * 1000);
}
