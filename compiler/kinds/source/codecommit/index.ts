import { show } from "../../../diagnostics/index.js";
import { allow, arn, ofService, unique } from "../../../iam/index.js";
import type { SourceKind } from "../../kind.js";

export interface CodeCommitSource {
  readonly type: "CodeCommit";
  readonly repository: string;
  readonly branch: string;
}

/**
 * CodePipeline user guide, "Add permissions to the CodePipeline service role", CodeCommit. These reach every branch:
 * AWS has `codecommit:References` only for what writes, and for GetMergeCommit (service authorization reference).
 */
const reads = ofService("codecommit", [
  "CancelUploadArchive",
  "GetBranch",
  "GetCommit",
  "GetRepository",
  "GetUploadArchiveStatus",
  "UploadArchive",
]);

/** A repository of the central account. Nothing polls: an event starts the pipeline. */
export const codeCommit: SourceKind<CodeCommitSource> = {
  type: "CodeCommit",
  label: "CodeCommit",
  keys: { properties: {}, required: {} },
  inherited: [],
  isRepository: true,
  whyNoRepository,
  check: () => [],
  valid: (_, named) => ({ type: "CodeCommit", ...named }),
  action: ({ repository, branch }) => ({
    provider: "CodeCommit",
    configuration: { RepositoryName: repository, BranchName: branch, PollForSourceChanges: "false" },
    summary: `CodeCommit ${repository} ${branch}`,
  }),
  /** CodePipeline user guide, "CodeCommit source actions and EventBridge". */
  eventPattern: ({ repository, branch }, context) => ({
    source: ["aws.codecommit"],
    "detail-type": ["CodeCommit Repository State Change"],
    resources: [arn("codecommit", repository, context)],
    detail: {
      event: ["referenceCreated", "referenceUpdated"],
      referenceType: ["branch"],
      referenceName: [branch],
    },
  }),
  grants: (sources, context) => [
    allow(
      "ReadRepositories",
      reads,
      unique(sources.map(({ repository }) => arn("codecommit", repository, context))),
    ),
  ],
  ceiling: {
    part: "source CodeCommit",
    budget: 350,
    grows: [],
    statements: (installation) => [allow("Repositories", reads, [arn("codecommit", "*", installation)])],
  },
};

/** CodeCommit: `[\w.-]+`, 1 to 100 characters, not ending in `.git` (API reference, RepositoryMetadata). */
function whyNoRepository(repository: string) {
  if (repository.includes("/")) {
    return {
      message: `CodeCommit takes no / in a repository's name; found ${show(repository)}.`,
      hint: 'For GitHub, GitLab or Bitbucket add "Source": {"Type": "CodeConnections", "ConnectionArn": "…"}.',
    };
  }
  if (repository.length > 100 || repository.endsWith(".git")) {
    return {
      message: `CodeCommit takes names of up to 100 characters that do not end in .git; found ${show(repository)}.`,
      hint: "Write the name as CodeCommit shows it.",
    };
  }
  return undefined;
}
