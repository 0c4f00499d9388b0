/** Minutes: how long AWS lets an approval wait that does not say so (CodePipeline user guide, "Quotas"). */
export const usualApprovalMinutes = 7 * 24 * 60;

/** What a pipeline's events are read by. Stages, actions and environments that are not in it are none of ours. */
export type Layout = {
  /** The action whose revision is the commit that an execution carries. */
  readonly source: { readonly stage: string; readonly action: string; readonly artifact: string };
  /** In order. */
  readonly stages: readonly string[];
  /** Those that are deployed, in order. */
  readonly environments: readonly LaidOutEnvironment[];
};

export type LaidOutEnvironment = {
  readonly name: string;
  readonly stage: string;
  /** Into which it deploys, 12 digits; absent in a row that was opened before it was kept. */
  readonly account?: string;
  /** All that it has in its stage: a wave has several environments in one. */
  readonly actions: readonly string[];
  /** Once it has succeeded, the commit is in the account. */
  readonly deploys: string;
  /** Minutes after which the question has failed. */
  readonly approval?: { readonly action: string; readonly minutes: number };
};
