/** What an account's administrator at AWS could ask for, and what tests turn down. */
export interface CodeBuildSettings {
  /** Builds that run at once in one account and region. AWS: 60, and as few as 1 or none in new accounts. */
  readonly concurrentBuilds: number;
  /** The same of accounts that have another limit, by their ids. */
  readonly concurrentBuildsOf: Readonly<Record<string, number>>;
  /**
   * Builds that wait while so many run. The user guide knows a queue of "five times the concurrent build limit"
   * (builds-working); accounts of few builds were seen to refuse what is over their limit at once, so that none is the default
   * (https://github.com/awslabs/landing-zone-accelerator-on-aws/issues/249).
   */
  readonly queuedBuilds: number;
  /** How long a minute of a time-out lasts, in milliseconds. */
  readonly minuteMs: number;
  /** Between SIGTERM and SIGKILL for a build that is stopped, in milliseconds. */
  readonly graceMs: number;
}

/** https://docs.aws.amazon.com/codebuild/latest/userguide/limits.html */
export const defaultSettings: CodeBuildSettings = {
  concurrentBuilds: 60,
  concurrentBuildsOf: {},
  queuedBuilds: 0,
  minuteMs: 60_000,
  graceMs: 5_000,
};

/** How many builds an account runs at once. */
export function buildLimit(settings: CodeBuildSettings, accountId: string): number {
  return settings.concurrentBuildsOf[accountId] ?? settings.concurrentBuilds;
}
