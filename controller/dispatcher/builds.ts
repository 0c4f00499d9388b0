/** What starts builds and knows of them: CodeBuild, or a model of it. */
export interface Builds {
  /** The newest builds, newest first. */
  recent(): Promise<Build[]>;
  /** Equal tokens start one build. */
  start(token: string): Promise<Start>;
  /** True only when it is proven: what is no build, or is not known, may still be at work. */
  hasEnded(owner: string): Promise<boolean>;
}

export interface Build {
  readonly id: string;
  readonly running: boolean;
}

/** A start is refused where as many builds run as the project or the account allows, in AWS's words. */
export type Start = { readonly started: true } | { readonly started: false; readonly reason: string };
