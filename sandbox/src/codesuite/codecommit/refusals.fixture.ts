import { many, type RefusalCase } from "../refusal.fixture.js";

/** Bytes as the JSON protocol sends them. */
export const b64 = (text: string) => Buffer.from(text).toString("base64");

/** There are a repository `shop`, whose branch `main` holds `lib/a`, and an empty one. */
export const commitRefusals: RefusalCase[] = [
  ["commit", "CreateRepository", {}, "RepositoryNameRequiredException"],
  ["commit", "CreateRepository", { repositoryName: "a b" }, "InvalidRepositoryNameException"],
  ["commit", "CreateRepository", { repositoryName: "a".repeat(101) }, "InvalidRepositoryNameException"],
  ["commit", "CreateRepository", { repositoryName: "shop" }, "RepositoryNameExistsException"],
  [
    "commit",
    "CreateRepository",
    { repositoryName: "new", repositoryDescription: "a".repeat(1001) },
    "InvalidRepositoryDescriptionException",
  ],
  [
    "commit",
    "CreateRepository",
    { repositoryName: "new", tags: { "aws:x": "" } },
    "InvalidSystemTagUsageException",
  ],
  [
    "commit",
    "CreateRepository",
    { repositoryName: "new", tags: { k: "a".repeat(257) } },
    "InvalidTagsMapException",
  ],
  [
    "commit",
    "CreateRepository",
    { repositoryName: "new", tags: Object.fromEntries(many(51).map((key) => [key, ""])) },
    "TooManyTagsException",
  ],
  [
    "commit",
    "CreateRepository",
    { repositoryName: "new", kmsKeyId: "a key" },
    "EncryptionKeyInvalidIdException",
  ],
  ["commit", "GetRepository", { repositoryName: "none" }, "RepositoryDoesNotExistException"],
  ["commit", "UpdateRepositoryName", { oldName: "empty", newName: "shop" }, "RepositoryNameExistsException"],
  ["commit", "BatchGetRepositories", { repositoryNames: [] }, "RepositoryNamesRequiredException"],
  [
    "commit",
    "BatchGetRepositories",
    { repositoryNames: many(101) },
    "MaximumRepositoryNamesExceededException",
  ],
  ["commit", "ListRepositories", { order: "up" }, "InvalidOrderException"],
  ["commit", "ListRepositories", { sortBy: "size" }, "InvalidSortByException"],
  ["commit", "ListRepositories", { nextToken: "made-up" }, "InvalidContinuationTokenException"],
  ["commit", "TagResource", { resourceArn: "shop", tags: {} }, "InvalidResourceArnException"],
  ["commit", "GetBranch", { repositoryName: "shop" }, "BranchNameRequiredException"],
  ["commit", "GetBranch", { branchName: "main" }, "RepositoryNameRequiredException"],
  ["commit", "GetBranch", { repositoryName: "shop", branchName: "none" }, "BranchDoesNotExistException"],
  ["commit", "CreateBranch", { repositoryName: "shop", branchName: "new" }, "CommitIdRequiredException"],
  [
    "commit",
    "CreateBranch",
    { repositoryName: "shop", branchName: "new", commitId: "0" },
    "CommitDoesNotExistException",
  ],
  [
    "commit",
    "CreateBranch",
    (commitId) => ({ repositoryName: "shop", branchName: "main", commitId }),
    "BranchNameExistsException",
  ],
  [
    "commit",
    "CreateBranch",
    (commitId) => ({ repositoryName: "shop", branchName: "a..b", commitId }),
    "InvalidBranchNameException",
  ],
  [
    "commit",
    "DeleteBranch",
    { repositoryName: "shop", branchName: "main" },
    "DefaultBranchCannotBeDeletedException",
  ],
  [
    "commit",
    "UpdateDefaultBranch",
    { repositoryName: "shop", defaultBranchName: "none" },
    "BranchDoesNotExistException",
  ],
  [
    "commit",
    "PutFile",
    { repositoryName: "shop", branchName: "main", filePath: "b", fileContent: b64("b") },
    "ParentCommitIdRequiredException",
  ],
  [
    "commit",
    "PutFile",
    { repositoryName: "shop", branchName: "main", filePath: "b", fileContent: b64("b"), parentCommitId: "0" },
    "ParentCommitDoesNotExistException",
  ],
  [
    "commit",
    "PutFile",
    (commitId) => ({
      repositoryName: "shop",
      branchName: "none",
      filePath: "b",
      fileContent: b64("b"),
      parentCommitId: commitId,
    }),
    "BranchDoesNotExistException",
  ],
  [
    "commit",
    "PutFile",
    (commitId) => ({
      repositoryName: "shop",
      branchName: "main",
      filePath: "lib/a",
      fileContent: b64("a"),
      parentCommitId: commitId,
    }),
    "SameFileContentException",
  ],
  [
    "commit",
    "PutFile",
    (commitId) => ({
      repositoryName: "shop",
      branchName: "main",
      filePath: "lib",
      fileContent: b64("a"),
      parentCommitId: commitId,
    }),
    "FileNameConflictsWithDirectoryNameException",
  ],
  [
    "commit",
    "PutFile",
    (commitId) => ({
      repositoryName: "shop",
      branchName: "main",
      filePath: "lib/a/b",
      fileContent: b64("a"),
      parentCommitId: commitId,
    }),
    "DirectoryNameConflictsWithFileNameException",
  ],
  [
    "commit",
    "PutFile",
    { repositoryName: "empty", branchName: "main", filePath: "../b", fileContent: b64("b") },
    "InvalidPathException",
  ],
  [
    "commit",
    "PutFile",
    { repositoryName: "empty", branchName: "main", filePath: "b" },
    "FileContentRequiredException",
  ],
  [
    "commit",
    "PutFile",
    { repositoryName: "empty", branchName: "main", filePath: "b", fileContent: b64("b"), fileMode: "0644" },
    "InvalidFileModeException",
  ],
  ["commit", "CreateCommit", { repositoryName: "empty", branchName: "main" }, "FileEntryRequiredException"],
  [
    "commit",
    "CreateCommit",
    (commitId) => ({
      repositoryName: "shop",
      branchName: "main",
      parentCommitId: commitId,
      putFiles: [{ filePath: "lib/a", fileContent: b64("a") }],
    }),
    "NoChangeException",
  ],
  ["commit", "GetFile", { repositoryName: "shop", filePath: "none" }, "FileDoesNotExistException"],
  [
    "commit",
    "GetFile",
    { repositoryName: "shop", filePath: "lib/a", commitSpecifier: "none" },
    "CommitDoesNotExistException",
  ],
  ["commit", "GetFolder", { repositoryName: "shop", folderPath: "none" }, "FolderDoesNotExistException"],
  ["commit", "GetCommit", { repositoryName: "shop", commitId: "0" }, "CommitIdDoesNotExistException"],

  // Triggers and approval rule templates
  [
    "commit",
    "PutRepositoryTriggers",
    {
      repositoryName: "shop",
      triggers: [trigger({ destinationArn: "arn:aws:sqs:eu-west-1:111111111111:q" })],
    },
    "InvalidRepositoryTriggerDestinationArnException",
  ],
  [
    "commit",
    "PutRepositoryTriggers",
    {
      repositoryName: "shop",
      triggers: [trigger({ destinationArn: "arn:aws:sns:us-east-1:111111111111:t" })],
    },
    "InvalidRepositoryTriggerRegionException",
  ],
  [
    "commit",
    "PutRepositoryTriggers",
    { repositoryName: "shop", triggers: [trigger({ events: ["all", "createReference"] })] },
    "InvalidRepositoryTriggerEventsException",
  ],
  [
    "commit",
    "CreateApprovalRuleTemplate",
    { approvalRuleTemplateName: "t", approvalRuleTemplateContent: "{}" },
    "InvalidApprovalRuleTemplateContentException",
  ],
  [
    "commit",
    "GetApprovalRuleTemplate",
    { approvalRuleTemplateName: "none" },
    "ApprovalRuleTemplateDoesNotExistException",
  ],
];

function trigger(changes: object): object {
  const destinationArn = "arn:aws:sns:eu-west-1:111111111111:t";
  return { name: "t", destinationArn, events: ["all"], ...changes };
}
