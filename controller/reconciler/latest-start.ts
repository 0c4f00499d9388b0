import type { Settings } from "../../compiler/index.js";

/** For what stands around Terraform: recovery, the ledger, the interrupt that ends a run. */
const spareMinutes = 5;

/**
 * From when on a build begins no further pipeline, in milliseconds since 1970: CodeBuild would end it, Terraform and
 * all, before the run's own time was up. At least half of its time is for work. Never outside of builds.
 * https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-env-vars.html
 */
export function latestStart(
  environment: Readonly<Record<string, string | undefined>>,
  { timeoutMinutes, runTimeoutMinutes }: Pick<Settings["controller"], "timeoutMinutes" | "runTimeoutMinutes">,
): number {
  const { CODEBUILD_BUILD_ARN: build, CODEBUILD_START_TIME: started } = environment;
  if (!build || !started) return Number.POSITIVE_INFINITY;
  const kept = Math.min(runTimeoutMinutes + spareMinutes, timeoutMinutes / 2);
  return Number(started) + (timeoutMinutes - kept) * 60_000;
}
