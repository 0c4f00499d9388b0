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
  readonly models: Models;
  readonly neighbours: Neighbours;
  /**
   * Shared by the services, so that one can see what another holds. Contract between them: CodeBuild's projects are in
   * `{ service: "codebuild", table: "projects" }`, keyed by name.
   */
  readonly store: Store;
  now(): Date;
  /** Never rejects: what has been done is not undone because nobody could be told. */
  emit(event: SuiteEvent): Promise<void>;
}
