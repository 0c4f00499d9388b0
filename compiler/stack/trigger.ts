import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule/index.js";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target/index.js";
import type { TerraformStack } from "cdktf";
import { roleArn } from "../iam/index.js";
import { sourceKind } from "../kinds/index.js";
import type { Pipeline } from "../pipeline/index.js";
import type { StackContext } from "./stack-context.js";
import { tagged } from "./tagged.js";

/** What starts the pipeline when the application's source changes: an event, never polling. */
export function addTrigger(stack: TerraformStack, pipeline: Pipeline, context: StackContext): void {
  const { trigger, eventRule, starter } = pipeline;
  const pattern = trigger && sourceKind(trigger.type).eventPattern?.(trigger, context);
  if (!pattern) return;
  new CloudwatchEventRule(stack, "source-rule", {
    name: eventRule,
    description: `Starts ${pipeline.name} when its source changes`,
    eventPattern: JSON.stringify(pattern),
    ...tagged(context),
  }).overrideLogicalId("source");
  new CloudwatchEventTarget(stack, "source-target", {
    rule: "${aws_cloudwatch_event_rule.source.name}",
    arn: "${aws_codepipeline.pipeline.arn}",
    // Of the control plane, which stands before any pipeline does.
    roleArn: roleArn(starter, context),
  }).overrideLogicalId("source");
}
