import {
  AwsError,
  arnAt,
  type CodeSuiteContext,
  type Permission,
  type Place,
  resourceTagContext,
  type Table,
  type Tags,
} from "../core/index.js";
import type { RepositoryTrigger } from "./triggers.js";

/** A repository as it is kept. Times are ISO strings. */
export interface RepositoryRecord {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly kmsKeyId?: string;
  readonly defaultBranch?: string;
  readonly created: string;
  readonly modified: string;
  readonly tags: Tags;
  readonly triggers?: { readonly configurationId: string; readonly triggers: readonly RepositoryTrigger[] };
  /** Ids of the approval rule templates that it uses. */
  readonly templates?: readonly string[];
}

/** The repositories of an account and region, by name. */
export function repositoriesAt(
  { store }: CodeSuiteContext,
  { accountId, region }: Place,
): Table<RepositoryRecord> {
  return store.table({ accountId, region, service: "codecommit", table: "repositories" });
}

export function getRepository(context: CodeSuiteContext, place: Place, name: string): RepositoryRecord {
  const repository = repositoriesAt(context, place).get(name);
  if (repository) return repository;
  throw new AwsError("RepositoryDoesNotExistException", `${name} does not exist`);
}

/** Keeps a changed repository and its time of change. */
export function saveRepository(context: CodeSuiteContext, place: Place, repository: RepositoryRecord): void {
  const modified = context.now().toISOString();
  repositoriesAt(context, place).put(repository.name, { ...repository, modified });
}

export function repositoryArn(place: Place, name: string): string {
  return arnAt(place, "codecommit", name);
}

/** Calls about one repository are decided on its ARN and tags. */
export function onRepository(
  context: CodeSuiteContext,
  place: Place,
  name: string,
  further: Permission["context"] = {},
): Permission {
  const tags = repositoriesAt(context, place).get(name)?.tags ?? {};
  return { resource: repositoryArn(place, name), context: { ...resourceTagContext(tags), ...further } };
}
