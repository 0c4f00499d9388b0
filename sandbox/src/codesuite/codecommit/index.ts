import type { Service } from "../../service.js";
import { type CodeSuiteContext, defineService, type Sources } from "../core/index.js";
import { templateOperations } from "./approval-templates.js";
import { createBranch, deleteBranch, listBranches, readBranch, updateDefaultBranch } from "./branches.js";
import { createCommit, deleteFile, putFile, readCommit } from "./commits.js";
import { withRepositories } from "./context.js";
import { readFile, readFolder } from "./files.js";
import { GitBackend } from "./git/index.js";
import { answerGit } from "./git-calls.js";
import { violationError } from "./invalid.js";
import { sourcesPort } from "./port.js";
import {
  batchGetRepositories,
  createRepository,
  deleteRepository,
  describeRepository,
  encryptRepository,
  listRepositories,
  readRepository,
  renameRepository,
} from "./repositories.js";
import { listRepositoryTags, tagRepository, untagRepository } from "./tags.js";
import { associationOperations } from "./template-associations.js";
import { putTriggers, readTriggers } from "./triggers.js";

export interface CodeCommit {
  readonly service: Service;
  readonly sources: Sources;
}

/** CodeCommit: bare git repositories, by its API and by git itself. */
export function createCodeCommit(suite: CodeSuiteContext): CodeCommit {
  const context = withRepositories(suite);
  const backend = new GitBackend();
  const service = defineService({
    model: context.models.load("codecommit"),
    iamPrefix: "codecommit",
    authorizer: context.authorizer,
    invalid: violationError,
    operations: {
      CreateRepository: createRepository(context),
      GetRepository: readRepository(context),
      BatchGetRepositories: batchGetRepositories(context),
      ListRepositories: listRepositories(context),
      UpdateRepositoryName: renameRepository(context),
      UpdateRepositoryDescription: describeRepository(context),
      UpdateRepositoryEncryptionKey: encryptRepository(context),
      DeleteRepository: deleteRepository(context),
      TagResource: tagRepository(context),
      UntagResource: untagRepository(context),
      ListTagsForResource: listRepositoryTags(context),
      CreateBranch: createBranch(context),
      GetBranch: readBranch(context),
      ListBranches: listBranches(context),
      DeleteBranch: deleteBranch(context),
      UpdateDefaultBranch: updateDefaultBranch(context),
      CreateCommit: createCommit(context),
      PutFile: putFile(context),
      DeleteFile: deleteFile(context),
      GetCommit: readCommit(context),
      GetFile: readFile(context),
      GetFolder: readFolder(context),
      PutRepositoryTriggers: putTriggers(context),
      GetRepositoryTriggers: readTriggers(context),
      ...templateOperations(context),
      ...associationOperations(context),
    },
    close: async () => void (await Promise.all([backend.close(), context.close()])),
  });
  return { service: { ...service, git: answerGit(context, backend) }, sources: sourcesPort(context) };
}
