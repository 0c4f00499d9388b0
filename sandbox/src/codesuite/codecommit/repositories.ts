import { randomUUID } from "node:crypto";
import {
  AwsError,
  arnAt,
  type CodeSuiteContext,
  type Operation,
  type OperationCall,
  pageOf,
  requestTagContext,
  type Tags,
} from "../core/index.js";
import type { CodeCommitContext } from "./context.js";
import {
  getRepository,
  onRepository,
  type RepositoryRecord,
  repositoriesAt,
  repositoryArn,
  saveRepository,
} from "./repository.js";
import { checkRepositoryTags } from "./tags.js";

/** https://docs.aws.amazon.com/codecommit/latest/APIReference/API_BatchGetRepositories.html (repositoryNames) */
const maxBatch = 100;
const pageSize = 1000;

interface NewRepository {
  readonly repositoryName: string;
  readonly repositoryDescription?: string;
  readonly kmsKeyId?: string;
  readonly tags?: Tags;
}

export function createRepository(context: CodeSuiteContext): Operation<NewRepository> {
  return {
    permission: ({ repositoryName, tags = {} }, call) => ({
      resource: repositoryArn(call, repositoryName),
      context: requestTagContext(tags),
    }),
    handle({ repositoryName: name, repositoryDescription: description, kmsKeyId, tags = {} }, call) {
      requireFree(context, call, name);
      checkRepositoryTags(tags);
      const time = context.now().toISOString();
      const repository: RepositoryRecord = {
        id: randomUUID(),
        name,
        ...(description === undefined ? {} : { description }),
        ...(kmsKeyId === undefined ? {} : { kmsKeyId }),
        created: time,
        modified: time,
        tags,
      };
      repositoriesAt(context, call).put(name, repository);
      return { repositoryMetadata: metadata(context, repository, call) };
    },
  };
}

export function readRepository(context: CodeSuiteContext): Operation<{ repositoryName: string }> {
  return {
    permission: ({ repositoryName }, call) => onRepository(context, call, repositoryName),
    handle: ({ repositoryName }, call) => ({
      repositoryMetadata: metadata(context, getRepository(context, call, repositoryName), call),
    }),
  };
}

export function batchGetRepositories(
  context: CodeSuiteContext,
): Operation<{ repositoryNames: readonly string[] }> {
  return {
    permission: ({ repositoryNames }, call) => onRepository(context, call, repositoryNames[0] ?? "*"),
    async handle({ repositoryNames }, call) {
      if (repositoryNames.length === 0) {
        throw new AwsError("RepositoryNamesRequiredException", "At least one repository name is required");
      }
      if (repositoryNames.length > maxBatch) {
        throw new AwsError(
          "MaximumRepositoryNamesExceededException",
          `The maximum number of repository names is ${maxBatch}`,
        );
      }
      for (const name of repositoryNames) await call.require(onRepository(context, call, name));
      const found = repositoryNames.map((name) => repositoriesAt(context, call).get(name));
      const missing = repositoryNames.filter((_, index) => found[index] === undefined);
      return {
        repositories: found.filter((each) => each !== undefined).map((each) => metadata(context, each, call)),
        repositoriesNotFound: missing,
        errors: missing.map((name) => notFound(name)),
      };
    },
  };
}

interface Listing {
  readonly nextToken?: string;
  readonly sortBy?: "repositoryName" | "lastModifiedDate";
  readonly order?: "ascending" | "descending";
}

export function listRepositories(context: CodeSuiteContext): Operation<Listing> {
  return {
    handle({ nextToken, sortBy, order = "ascending" }, call) {
      const byDate = sortBy === "lastModifiedDate";
      const page = pageOf(repositoriesAt(context, call).list(), {
        keyOf: ({ name, modified }) => (byDate ? `${modified} ${name}` : name),
        order,
        size: pageSize,
        invalidToken: "InvalidContinuationTokenException",
        ...(nextToken === undefined ? {} : { token: nextToken }),
      });
      const repositories = page.items.map(({ name, id }) => ({ repositoryName: name, repositoryId: id }));
      return { repositories, nextToken: page.nextToken };
    },
  };
}

export function renameRepository(context: CodeSuiteContext): Operation<{ oldName: string; newName: string }> {
  return {
    permission: ({ oldName }, call) => onRepository(context, call, oldName),
    handle({ oldName, newName }, call) {
      const repository = getRepository(context, call, oldName);
      requireFree(context, call, newName);
      saveRepository(context, call, { ...repository, name: newName });
      repositoriesAt(context, call).delete(oldName);
      return {};
    },
  };
}

export function describeRepository(
  context: CodeSuiteContext,
): Operation<{ repositoryName: string; repositoryDescription?: string }> {
  return {
    permission: ({ repositoryName }, call) => onRepository(context, call, repositoryName),
    handle({ repositoryName, repositoryDescription = "" }, call) {
      const repository = getRepository(context, call, repositoryName);
      saveRepository(context, call, { ...repository, description: repositoryDescription });
      return {};
    },
  };
}

export function encryptRepository(
  context: CodeSuiteContext,
): Operation<{ repositoryName: string; kmsKeyId: string }> {
  return {
    permission: ({ repositoryName }, call) => onRepository(context, call, repositoryName),
    handle({ repositoryName, kmsKeyId }, call) {
      const repository = getRepository(context, call, repositoryName);
      saveRepository(context, call, { ...repository, kmsKeyId });
      return { repositoryId: repository.id, kmsKeyId, originalKmsKeyId: repository.kmsKeyId };
    },
  };
}

/** One that is not there is deleted already: AWS answers with success and no id. */
export function deleteRepository(context: CodeCommitContext): Operation<{ repositoryName: string }> {
  return {
    permission: ({ repositoryName }, call) => onRepository(context, call, repositoryName),
    async handle({ repositoryName }, call) {
      const repository = repositoriesAt(context, call).get(repositoryName);
      if (!repository) return {};
      repositoriesAt(context, call).delete(repositoryName);
      await context.gitOf(call, repository).delete();
      return { repositoryId: repository.id };
    },
  };
}

/** API reference, BatchGetRepositoriesError. */
function notFound(repositoryName: string): object {
  const errorMessage = `${repositoryName} does not exist`;
  return { repositoryName, errorCode: "RepositoryDoesNotExistException", errorMessage };
}

function requireFree(context: CodeSuiteContext, call: OperationCall, name: string): void {
  if (repositoriesAt(context, call).get(name) === undefined) return;
  throw new AwsError("RepositoryNameExistsException", `Repository named ${name} already exists`);
}

function metadata(context: CodeSuiteContext, repository: RepositoryRecord, call: OperationCall): object {
  const { id, name, description, defaultBranch, kmsKeyId, created, modified } = repository;
  return {
    accountId: call.accountId,
    repositoryId: id,
    repositoryName: name,
    repositoryDescription: description,
    defaultBranch,
    // "If no key is specified, the default aws/codecommit Amazon Web Services managed key is used" (CreateRepository).
    kmsKeyId: kmsKeyId ?? arnAt(call, "kms", "alias/aws/codecommit"),
    creationDate: created,
    lastModifiedDate: modified,
    // Where the sandbox answers git. Nothing answers at the other address.
    cloneUrlHttp: `${context.access.endpoint}/v1/repos/${name}`,
    cloneUrlSsh: `ssh://git-codecommit.${call.region}.amazonaws.com/v1/repos/${name}`,
    Arn: repositoryArn(call, name),
  };
}
