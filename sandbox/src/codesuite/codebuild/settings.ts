/** What an account's administrator at AWS could ask for, and what tests turn down. */
export interface CodeBuildSettings {
  /** Builds that run at once in one account and region; more are queued. AWS: 60, and as few as 1 in new accounts. */
  readonly concurrentBuilds: number;
  /** How long a minute of a time-out lasts, in milliseconds. */
  readonly minuteMs: number;
  /** Between SIGTERM and SIGKILL for a build that is stopped, in milliseconds. */
  readonly graceMs: number;
}

/** https://docs.aws.amazon.com/codebuild/latest/userguide/limits.html */
export const defaultSettings: CodeBuildSettings = { concurrentBuilds: 60, minuteMs: 60_000, graceMs: 5_000 };

/** "The maximum number of builds in a queue is five times the concurrent build limit" (builds-working). */
export function queueLength(settings: CodeBuildSettings): number {
  return 5 * settings.concurrentBuilds;
}
