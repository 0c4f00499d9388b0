import type { TerraformStack } from "cdktf";
import { addCallingRule } from "./calling-rule.js";
import type { ControlPlaneProps } from "./props.js";

/**
 * Has the events' function hear what pipelines do. By the start of their names, which those of another installation may have
 * too: the function knows its own by their rows. No retry is said: EventBridge tries for a day, and Lambda three times.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html
 */
export function addPipelineEvents(stack: TerraformStack, { site, settings }: ControlPlaneProps): void {
  const kinds = ["Pipeline", "Stage", "Action"].map((kind) => `CodePipeline ${kind} Execution State Change`);
  const detail = { pipeline: [{ prefix: `${settings.namePrefix}-` }] };
  const pattern = { source: ["aws.codepipeline"], account: [site.account], "detail-type": kinds, detail };
  addCallingRule(stack, {
    id: "events",
    name: site.names.events,
    description: "What pipelines of stagewright do",
    pattern,
    calls: "events",
    statementId: "PipelineEvents",
  });
}
