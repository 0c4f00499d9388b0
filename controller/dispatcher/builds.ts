/** What starts builds and knows of them: CodeBuild, or a model of it. */
export interface Builds {
  /** The newest builds, newest first. */
  recent(): Promise<Build[]>;
  /** Equal tokens start one build. False when the project has reached its limit of concurrent builds. */
  start(token: string): Promise<boolean>;
  /** True only when it is proven: what is no build, or is not known, may still be at work. */
  hasEnded(owner: string): Promise<boolean>;
}

export interface Build {
  readonly id: string;
  readonly running: boolean;
}
