import type { Caller } from "../../service.js";
import type { Place, SuiteEvent } from "../core/index.js";
import { type RepositoryRecord, repositoryArn } from "./repository.js";

/** Who changes a repository, and where it is. */
export interface Author extends Place {
  readonly caller: Caller;
}

/** What has become of a reference. */
export interface MovedReference {
  /** `refs/heads/main`, `refs/tags/v1` */
  readonly ref: string;
  /** Absent when it was deleted. */
  readonly commitId?: string;
  /** Absent when it is new. */
  readonly oldCommitId?: string;
}

/** https://docs.aws.amazon.com/codecommit/latest/userguide/monitoring-events.html */
export function referenceChanged(
  author: Author,
  repository: RepositoryRecord,
  moved: MovedReference,
): SuiteEvent {
  const { ref, commitId, oldCommitId } = moved;
  const [, kind, name = ref] = /^refs\/(heads|tags)\/(.*)$/.exec(ref) ?? [];
  return {
    accountId: author.accountId,
    region: author.region,
    source: "aws.codecommit",
    detailType: "CodeCommit Repository State Change",
    resources: [repositoryArn(author, repository.name)],
    detail: {
      event: kindOf(moved),
      repositoryName: repository.name,
      repositoryId: repository.id,
      referenceType: kind === "tags" ? "tag" : "branch",
      referenceName: name,
      referenceFullName: ref,
      commitId: commitId ?? oldCommitId,
      ...(oldCommitId === undefined ? {} : { oldCommitId }),
      callerUserArn: author.caller.arn,
    },
  };
}

function kindOf({ commitId, oldCommitId }: MovedReference): string {
  if (commitId === undefined) return "referenceDeleted";
  return oldCommitId === undefined ? "referenceCreated" : "referenceUpdated";
}
