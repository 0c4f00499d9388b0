import type { AccountAccess, Authorizer, Service } from "../service.js";
import { buildsIn, type CodeBuildSettings, createCodeBuild } from "./codebuild/index.js";
import { createCodeCommit } from "./codecommit/index.js";
import { connectionsIn, createCodeConnections } from "./codeconnections/index.js";
import { createCodePipeline } from "./codepipeline/index.js";
import {
  awsNeighbours,
  botocoreModels,
  type CodeSuiteContext,
  openStore,
  type SuiteEvent,
} from "./core/index.js";
import { createNotifications } from "./notifications/index.js";

export interface CodeSuiteOptions {
  readonly access: AccountAccess;
  readonly authorizer: Authorizer;
  /** Where records are kept; no other process may use it meanwhile. */
  readonly stateDir: string;
  /** The folder that holds the Python package `botocore`. */
  readonly botocoreDir: string;
  /** Such as how many builds run at once; what is left out is as in AWS. */
  readonly codeBuild?: Partial<CodeBuildSettings>;
  /** Default: the clock. */
  now?(): Date;
  /** Puts an event on the default bus of its account. */
  emit(event: SuiteEvent): Promise<void>;
}

export type { CodeBuildSettings } from "./codebuild/index.js";
export { botocoreModels, type Models } from "./core/index.js";

/** CodePipeline, CodeBuild, CodeCommit, CodeConnections and CodeStar Notifications, for a gateway to route to. */
export function createCodeSuite(options: CodeSuiteOptions): Service[] {
  const context = createContext(options);
  return [
    createCodePipeline(context),
    createCodeBuild(context, options.codeBuild),
    createCodeCommit(context),
    ...createCodeConnections(context),
    createNotifications(context),
  ];
}

function createContext(options: CodeSuiteOptions): CodeSuiteContext {
  const { access, authorizer, stateDir, botocoreDir, now = () => new Date() } = options;
  const store = openStore(stateDir);
  return {
    access,
    authorizer,
    models: botocoreModels(botocoreDir),
    neighbours: awsNeighbours(access),
    store,
    builds: buildsIn(store),
    connections: connectionsIn(store),
    now,
    emit: (event) => options.emit(event).catch((error: unknown) => warnOfLoss(event, error)),
  };
}

/** As in AWS, what has been done is not undone because nobody could be told. */
function warnOfLoss({ detailType }: SuiteEvent, error: unknown): void {
  process.emitWarning(`An event was lost, ${detailType}: ${error}`);
}
