import type { AccountAccess, Authorizer } from "../../service.js";
import type { Models } from "./models.js";
import type { Neighbours } from "./neighbours.js";
import type { Store } from "./store.js";

/** An event for the account's default bus. */
export interface SuiteEvent {
  readonly accountId: string;
  readonly region: string;
  /** Such as `aws.codebuild`. */
  readonly source: string;
  /** Such as `CodeBuild Build State Change`. */
  readonly detailType: string;
  /** ARNs. */
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** What every service of the suite works with. */
export interface CodeSuiteContext {
  readonly access: AccountAccess;
  readonly authorizer: Authorizer;
  /** The sandbox's own. */
  readonly region: string;
  readonly models: Models;
  readonly neighbours: Neighbours;
  /** Each service keeps its own tables here; what it wants of another it asks for by the ports. */
  readonly store: Store;
  now(): Date;
  /** Never rejects: what has been done is not undone because nobody could be told. */
  emit(event: SuiteEvent): Promise<void>;
}
