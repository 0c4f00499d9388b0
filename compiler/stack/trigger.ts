import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule/index.js";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target/index.js";
import type { TerraformStack } from "cdktf";
import { sourceKind } from "../kinds/index.js";
import { eventsRolePolicy, type Pipeline } from "../pipeline/index.js";
import { dependOn } from "./depends-on.js";
import { addServiceRole } from "./role.js";
import type { StackContext } from "./stack-context.js";

/** What starts the pipeline when the application's source changes: an event, never polling. */
export function addTrigger(stack: TerraformStack, pipeline: Pipeline, context: StackContext): void {
  const { trigger, eventRule, roles } = pipeline;
  const pattern = trigger && sourceKind(trigger.type).eventPattern?.(trigger, context);
  if (!pattern) return;
  const policy = eventsRolePolicy(pipeline, context);
  const role = addServiceRole(
    stack,
    { id: "events", name: roles.events, service: "events", policy },
    context,
  );
  new CloudwatchEventRule(stack, "source-rule", {
    name: eventRule,
    description: `Starts ${pipeline.name} when its source changes`,
    eventPattern: JSON.stringify(pattern),
  }).overrideLogicalId("source");
  const target = new CloudwatchEventTarget(stack, "source-target", {
    rule: "${aws_cloudwatch_event_rule.source.name}",
    arn: "${aws_codepipeline.pipeline.arn}",
    roleArn: role.arn,
  });
  dependOn(target, [role.ready]).overrideLogicalId("source");
}
