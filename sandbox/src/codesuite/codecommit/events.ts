import type { OperationCall, SuiteEvent } from "../core/index.js";
import { type RepositoryRecord, repositoryArn } from "./repository.js";

export interface BranchChange {
  readonly branchName: string;
  /** Absent when the branch was deleted. */
  readonly commitId?: string;
  /** Absent when the branch is new. */
  readonly oldCommitId?: string;
}

/** https://docs.aws.amazon.com/codecommit/latest/userguide/monitoring-events.html */
export function branchChanged(
  call: OperationCall,
  repository: RepositoryRecord,
  change: BranchChange,
): SuiteEvent {
  const { branchName, commitId, oldCommitId } = change;
  return {
    accountId: call.accountId,
    region: call.region,
    source: "aws.codecommit",
    detailType: "CodeCommit Repository State Change",
    resources: [repositoryArn(call, repository.name)],
    detail: {
      event: kindOf(change),
      repositoryName: repository.name,
      repositoryId: repository.id,
      referenceType: "branch",
      referenceName: branchName,
      referenceFullName: `refs/heads/${branchName}`,
      commitId: commitId ?? oldCommitId,
      ...(oldCommitId === undefined ? {} : { oldCommitId }),
      callerUserArn: call.caller.arn,
    },
  };
}

function kindOf({ commitId, oldCommitId }: BranchChange): string {
  if (commitId === undefined) return "referenceDeleted";
  return oldCommitId === undefined ? "referenceCreated" : "referenceUpdated";
}
