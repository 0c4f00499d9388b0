import type { Pipeline } from "../../../compiler/index.js";
import { isNearlyUsedUp, type QuotaUse, quotaUse } from "../../../compiler/pipeline/index.js";
import type { Finding } from "./finding.js";

/** Quotas of which the installation takes most, if AWS has not raised them. */
export function examineQuotas(pipelines: readonly Pipeline[]): Finding[] {
  return quotaUse(pipelines)
    .filter(({ quota, taken }) => isNearlyUsedUp(taken, quota.byDefault))
    .map((use) => ({
      kind: "quota",
      subject: `${use.quota.service} ${use.quota.counts}`,
      message: `The installation takes ${quotaInWords(use)} that AWS allows by default.`,
      remedy: "Ask Service Quotas for more before AWS refuses the next pipeline, if you have not yet.",
      fix: "manual",
    }));
}

/** `12 of 1,000 IAM roles`. */
export function quotaInWords({ quota, taken }: QuotaUse): string {
  const number = (value: number) => value.toLocaleString("en-US");
  return `${number(taken)} of ${number(quota.byDefault)} ${quota.service} ${quota.counts}`;
}
