import type { AccountAccess, Authorizer, Service } from "../service.js";
import { type CodeBuildSettings, createCodeBuild } from "./codebuild/index.js";
import { createCodeCommit } from "./codecommit/index.js";
import {
  completeConnection,
  connectionsPort,
  createCodeConnections,
  type HostedRepositories,
} from "./codeconnections/index.js";
import { type CodePipelineSettings, createCodePipeline, type EventStart } from "./codepipeline/index.js";
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
  /** Where a repository is looked for that git asks for by its name alone, before other regions. */
  readonly region: string;
  /** Where records are kept; no other process may use it meanwhile. */
  readonly stateDir: string;
  /** The folder that holds the Python package `botocore`. */
  readonly botocoreDir: string;
  /** Such as how many builds run at once; what is left out is as in AWS. */
  readonly codeBuild?: Partial<CodeBuildSettings>;
  /** Such as whether pipelines start by themselves; what is left out is as in AWS. */
  readonly codePipeline?: Partial<CodePipelineSettings>;
  /** What stands for the repositories that connections reach. */
  readonly repositories?: HostedRepositories;
  /** Default: the clock. */
  now?(): Date;
  /** Puts an event on the default bus of its account. */
  emit(event: SuiteEvent): Promise<void>;
}

export type { CodeBuildSettings } from "./codebuild/index.js";
export type { HostedRepositories } from "./codeconnections/index.js";
export type { CodePipelineSettings, EventStart } from "./codepipeline/index.js";
export { botocoreModels, type Models } from "./core/index.js";

export interface CodeSuite {
  /** CodePipeline, CodeBuild, CodeCommit, CodeConnections and CodeStar Notifications, for a gateway to route to. */
  readonly services: readonly Service[];
  /** To be called once the gateway and what is behind it answer: pipelines go on where they were. */
  open(): void;
  /** An event has reached a pipeline, from who may start it. */
  startPipeline(start: EventStart): void;
  /** Completes a connection, or sets up a host, as a person would in the console. Throws when there is none of this ARN. */
  completeConnection(arn: string): void;
}

export function createCodeSuite(options: CodeSuiteOptions): CodeSuite {
  const context = createContext(options);
  const { service: codeBuild, builds } = createCodeBuild(context, options.codeBuild);
  const connections = connectionsPort(context, options.repositories);
  const { service: codeCommit, sources } = createCodeCommit(context);
  const ports = { builds, connections, sources };
  const pipelines = createCodePipeline({ ...context, ...ports }, options.codePipeline);
  return {
    services: [
      pipelines.service,
      codeBuild,
      codeCommit,
      ...createCodeConnections(context),
      createNotifications(context),
    ],
    open: () => pipelines.open(),
    startPipeline: (start) => pipelines.startByEvent(start),
    completeConnection: (arn) => completeConnection(context, arn),
  };
}

function createContext(options: CodeSuiteOptions): CodeSuiteContext {
  const { access, authorizer, region, stateDir, botocoreDir, now = () => new Date() } = options;
  return {
    access,
    authorizer,
    region,
    models: botocoreModels(botocoreDir),
    neighbours: awsNeighbours(access),
    store: openStore(stateDir),
    now,
    emit: (event) => options.emit(event).catch((error: unknown) => warnOfLoss(event, error)),
  };
}

/** As in AWS, what has been done is not undone because nobody could be told. */
function warnOfLoss({ detailType }: SuiteEvent, error: unknown): void {
  process.emitWarning(`An event was lost, ${detailType}: ${error}`);
}
