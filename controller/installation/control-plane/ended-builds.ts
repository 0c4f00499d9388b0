import type { TerraformStack } from "cdktf";
import { addCallingRule } from "./calling-rule.js";
import type { ControlPlaneProps } from "./props.js";

/**
 * Has the schedule's function look when a build has ended: CodeBuild counts a build for some seconds after its last look
 * at the ledger, and what is marked meanwhile finds it running. Only builds that succeeded, so that one that fails at
 * its beginning does not follow upon itself; what others leave the schedule finds.
 * https://docs.aws.amazon.com/codebuild/latest/userguide/sample-build-notifications.html
 */
export function addEndedBuilds(stack: TerraformStack, { site: { names } }: ControlPlaneProps): void {
  const detail = { "build-status": ["SUCCEEDED"], "project-name": [names.reconciler] };
  const pattern = { source: ["aws.codebuild"], "detail-type": ["CodeBuild Build State Change"], detail };
  addCallingRule(stack, {
    id: "ended_builds",
    name: names.endedBuilds,
    description: "Builds of stagewright that ended: what was asked since their last look is looked for",
    pattern,
    calls: "schedule",
    statementId: "EndedBuilds",
  });
}
