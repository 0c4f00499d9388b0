import type { Builds, CodeSuiteContext, Connections, Sources } from "../core/index.js";

/** What CodePipeline works with: the suite, and what it may ask of the other services. */
export interface PipelineContext extends CodeSuiteContext {
  readonly builds: Builds;
  readonly connections: Connections;
  readonly sources: Sources;
}

/** What AWS does not let one choose, and tests turn down. */
export interface CodePipelineSettings {
  /** Whether a pipeline starts when it is made, and when an event says so; otherwise only `StartPipelineExecution` starts it. */
  readonly startsItself: boolean;
  /** How long a minute of a time-out lasts, in milliseconds. */
  readonly minuteMs: number;
}

export const defaultPipelineSettings: CodePipelineSettings = { startsItself: true, minuteMs: 60_000 };
