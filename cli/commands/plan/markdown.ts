import { type ApprovalChange, approvalChangesInWords } from "../../../compiler/changes/index.js";
import { comparisonInWords, type Pipeline, type ReportComparison } from "../../../compiler/pipeline/index.js";
import { code, markdownTable } from "../../../compiler/preview/index.js";
import { readPlan } from "./read-plan.js";

export interface PlanReport {
  readonly pipeline: Pipeline;
  /** What Terraform said, line by line. */
  readonly said: readonly string[];
  /** Undefined where nothing was applied before: all is new. */
  readonly permissions: ReportComparison | undefined;
  readonly approvals: readonly ApprovalChange[];
}

/** A plan as Markdown, for a pull request: counts, what weighs, then every address. */
export function planMarkdown({ pipeline, said, permissions, approvals }: PlanReport): string {
  const { addresses, counts } = readPlan(said);
  const weighty = [
    ...approvalChangesInWords(approvals),
    ...(permissions && permissions.wider.length > 0
      ? comparisonInWords({ ...permissions, narrower: [] })
      : []),
  ];
  return [
    `## Plan of ${code(`${pipeline.repository} ${pipeline.branch}`)}`,
    `${code(pipeline.name)}: ${counts ?? "Terraform gave no summary"}.`,
    ...(permissions
      ? []
      : ["Nothing was applied before, or it kept no permissions: all permissions count as new."]),
    ...(weighty.length > 0 ? [weighty.map((line) => `- ${code(line.trim())}`).join("\n")] : []),
    ...(addresses.length > 0
      ? [
          markdownTable(
            ["address", "change"],
            addresses.map(({ address, change }) => [code(address), change]),
          ),
        ]
      : []),
  ]
    .join("\n\n")
    .concat("\n");
}
