import type { AccountAccess, Authorizer, Service } from "../service.js";
import { createCodeBuild } from "./codebuild/index.js";
import { createCodeCommit } from "./codecommit/index.js";
import { createCodeConnections } from "./codeconnections/index.js";
import { createCodePipeline } from "./codepipeline/index.js";
import {
  awsNeighbours,
  botocoreModels,
  type CodeSuiteContext,
  eventEmitter,
  openStore,
  type SuiteEvent,
} from "./core/index.js";

export interface CodeSuiteOptions {
  readonly access: AccountAccess;
  readonly authorizer: Authorizer;
  /** Where records are kept; no other process may use it meanwhile. */
  readonly stateDir: string;
  /** The folder that holds the Python package `botocore`. */
  readonly botocoreDir: string;
  /** Default: the clock. */
  now?(): Date;
  /** Default: the account's event bus. */
  emit?(event: SuiteEvent): Promise<void>;
}

/** CodePipeline, CodeBuild, CodeCommit and CodeConnections, for a gateway to route to. */
export function createCodeSuite(options: CodeSuiteOptions): Service[] {
  const context = createContext(options);
  return [
    createCodePipeline(context),
    createCodeBuild(context),
    createCodeCommit(context),
    ...createCodeConnections(context),
  ];
}

function createContext({
  access,
  authorizer,
  stateDir,
  botocoreDir,
  ...own
}: CodeSuiteOptions): CodeSuiteContext {
  const now = own.now ?? (() => new Date());
  return {
    access,
    authorizer,
    models: botocoreModels(botocoreDir),
    neighbours: awsNeighbours(access),
    store: openStore(stateDir),
    now,
    emit: own.emit ?? eventEmitter(access, now),
  };
}
