import { type ArchiveContent, zipContents } from "../../builds/index.js";
import { AwsError, type CodeSuiteContext, type FetchedSource, type Sources } from "../core/index.js";
import { headOf } from "./branches.js";
import type { FileEntry, Signature } from "./git.js";
import { type CommitRecord, getRepository, type Objects, objectsOf } from "./repository.js";

/** What the other services may ask. */
export function sourcesPort(context: CodeSuiteContext): Sources {
  return {
    async fetch({ name, ...place }, { branch, commitId }) {
      const repository = getRepository(context, place, name);
      const objects = objectsOf(context, place, repository.id);
      const wanted = commitId ?? headOf(repository, branch);
      const commit = objects.commits.get(wanted);
      if (commit) return fetched(commit, objects);
      throw new AwsError("CommitIdDoesNotExistException", `Commit ${wanted} does not exist`);
    },
  };
}

function fetched(commit: CommitRecord, objects: Objects): FetchedSource {
  const { commitId, message, author } = commit;
  const date = dateOf(author);
  return {
    commitId,
    message,
    author: { name: author.name, email: author.email, date },
    committerDate: date,
    archive: async () =>
      zipContents(Object.entries(commit.files).map(([path, file]) => entryOf(path, file, objects))),
  };
}

function entryOf(path: string, { blobId, mode }: FileEntry, { blobs }: Objects): ArchiveContent {
  const content = Buffer.from(blobs.get(blobId)?.content ?? "", "base64");
  return { path, content, isExecutable: mode === "EXECUTABLE" };
}

function dateOf({ date }: Signature): Date {
  return new Date(Number(date.split(" ")[0]) * 1000);
}
