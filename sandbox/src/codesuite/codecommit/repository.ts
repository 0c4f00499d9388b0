import {
  AwsError,
  arnAt,
  type CodeSuiteContext,
  type OperationCall,
  type Permission,
  type Place,
  resourceTagContext,
  type Table,
  type Tags,
} from "../core/index.js";
import type { Files, Signature } from "./git.js";
import type { RepositoryTrigger } from "./triggers.js";

/** A repository as it is kept. Times are ISO strings. */
export interface RepositoryRecord {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly kmsKeyId?: string;
  readonly defaultBranch?: string;
  /** Branch → id of its newest commit. */
  readonly branches: Readonly<Record<string, string>>;
  readonly created: string;
  readonly modified: string;
  readonly tags: Tags;
  readonly triggers?: { readonly configurationId: string; readonly triggers: readonly RepositoryTrigger[] };
  /** Ids of the approval rule templates that it uses. */
  readonly templates?: readonly string[];
}

export interface CommitRecord {
  readonly commitId: string;
  readonly treeId: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly message: string;
  readonly files: Files;
}

/** The repositories of an account and region, by name. */
export function repositoriesAt(
  { store }: CodeSuiteContext,
  { accountId, region }: Place,
): Table<RepositoryRecord> {
  return store.table({ accountId, region, service: "codecommit", table: "repositories" });
}

/** Everything that one repository holds: commits by id, contents (base64) by blob id. */
export interface Objects {
  readonly commits: Table<CommitRecord>;
  readonly blobs: Table<{ readonly blobId: string; readonly content: string }>;
}

export function objectsOf({ store }: CodeSuiteContext, { accountId, region }: Place, id: string): Objects {
  const address = { accountId, region, service: "codecommit" };
  return {
    commits: store.table({ ...address, table: `commits-${id}` }),
    blobs: store.table({ ...address, table: `blobs-${id}` }),
  };
}

export function getRepository(context: CodeSuiteContext, place: Place, name: string): RepositoryRecord {
  const repository = repositoriesAt(context, place).get(name);
  if (repository) return repository;
  throw new AwsError("RepositoryDoesNotExistException", `${name} does not exist`);
}

/** Keeps a changed repository and its time of change. */
export function saveRepository(
  context: CodeSuiteContext,
  call: OperationCall,
  repository: RepositoryRecord,
): void {
  const modified = context.now().toISOString();
  repositoriesAt(context, call).put(repository.name, { ...repository, modified });
}

export function repositoryArn(call: OperationCall, name: string): string {
  return arnAt(call, "codecommit", name);
}

/** Calls about one repository are decided on its ARN and tags. */
export function onRepository(
  context: CodeSuiteContext,
  call: OperationCall,
  name: string,
  further: Permission["context"] = {},
): Permission {
  const tags = repositoriesAt(context, call).get(name)?.tags ?? {};
  return { resource: repositoryArn(call, name), context: { ...resourceTagContext(tags), ...further } };
}
