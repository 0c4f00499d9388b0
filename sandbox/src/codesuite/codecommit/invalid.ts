import { AwsError, type Violation, validationError } from "../core/index.js";

/**
 * CodeCommit names what is wrong by the kind of value, not by constraint:
 * https://docs.aws.amazon.com/codecommit/latest/APIReference/CommonErrors.html and each operation's errors.
 */
const invalidByShape: Readonly<Record<string, readonly [code: string, message: string]>> = {
  RepositoryName: [
    "InvalidRepositoryNameException",
    "The repository name is not valid. Repository names can be any valid combination of letters, numbers, periods, underscores, and dashes between 1 and 100 characters in length.",
  ],
  RepositoryDescription: [
    "InvalidRepositoryDescriptionException",
    "The repository description is not valid. Descriptions can have up to 1,000 characters.",
  ],
  ApprovalRuleTemplateName: [
    "InvalidApprovalRuleTemplateNameException",
    "The approval rule template name is not valid. It can have 1 to 100 characters.",
  ],
  ApprovalRuleTemplateContent: [
    "InvalidApprovalRuleTemplateContentException",
    "The content of the approval rule template is not valid. It can have 1 to 3,000 characters.",
  ],
  ApprovalRuleTemplateDescription: [
    "InvalidApprovalRuleTemplateDescriptionException",
    "The description of the approval rule template is not valid. It can have up to 1,000 characters.",
  ],
  RepositoryTriggerEventEnum: [
    "InvalidRepositoryTriggerEventsException",
    "A trigger event is not valid. Valid: all, updateReference, createReference, deleteReference.",
  ],
  BranchName: [
    "InvalidBranchNameException",
    "The branch name is not valid. It can have 1 to 256 characters.",
  ],
  FileContent: ["FileContentSizeLimitExceededException", "The file is larger than 6 MB."],
  FileModeTypeEnum: [
    "InvalidFileModeException",
    "The file mode is not valid. Valid: EXECUTABLE, NORMAL, SYMLINK.",
  ],
  KmsKeyId: ["EncryptionKeyInvalidIdException", "The KMS key ID is not valid."],
  OrderEnum: ["InvalidOrderException", "The sort order is not valid. Valid: ascending, descending."],
  SortByEnum: [
    "InvalidSortByException",
    "The sort criterion is not valid. Valid: repositoryName, lastModifiedDate.",
  ],
  TagKey: ["InvalidTagsMapException", "A tag key is not valid. Keys can have 1 to 128 characters."],
  TagValue: ["InvalidTagsMapException", "A tag value is not valid. Values can have up to 256 characters."],
};

const requiredByShape: Readonly<Record<string, readonly [code: string, noun: string]>> = {
  BranchName: ["BranchNameRequiredException", "A branch name"],
  CommitId: ["CommitIdRequiredException", "A commit ID"],
  FileContent: ["FileContentRequiredException", "File content"],
  KmsKeyId: ["EncryptionKeyRequiredException", "A KMS key ID"],
  ObjectId: ["CommitIdRequiredException", "A commit ID"],
  Path: ["PathRequiredException", "A path"],
  RepositoryName: ["RepositoryNameRequiredException", "A repository name"],
  RepositoryNameList: ["RepositoryNamesRequiredException", "A list of repository names"],
  ResourceArn: ["ResourceArnRequiredException", "A resource ARN"],
  TagsMap: ["TagsMapRequiredException", "A map of tags"],
};

export function violationError(violations: readonly Violation[]): AwsError {
  const [first] = violations;
  if (first?.missing) {
    const required = requiredByShape[first.shape];
    if (required) return new AwsError(required[0], `${required[1]} is required, but was not specified.`);
  }
  const invalid = first && invalidByShape[first.shape];
  return invalid ? new AwsError(...invalid) : validationError(violations);
}
