import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule/index.js";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target/index.js";
import type { TerraformStack } from "cdktf";
import { sourceKind } from "../kinds/index.js";
import { eventsRolePolicy, type Pipeline, pipelineTrusts } from "../pipeline/index.js";
import { dependOn } from "./depends-on.js";
import { addPipelineRole } from "./role.js";
import type { StackContext } from "./stack-context.js";
import { tagged } from "./tagged.js";

/** What starts the pipeline when the application's source changes: an event, never polling. */
export function addTrigger(stack: TerraformStack, pipeline: Pipeline, context: StackContext): void {
  const { trigger, eventRule, roles } = pipeline;
  const pattern = trigger && sourceKind(trigger.type).eventPattern?.(trigger, context);
  if (!pattern) return;
  const policy = eventsRolePolicy(pipeline, context);
  const role = addPipelineRole(
    stack,
    { id: "events", name: roles.events, trust: pipelineTrusts.events(pipeline, context), policy },
    context,
  );
  new CloudwatchEventRule(stack, "source-rule", {
    name: eventRule,
    description: `Starts ${pipeline.name} when its source changes`,
    eventPattern: JSON.stringify(pattern),
    ...tagged(context),
  }).overrideLogicalId("source");
  const target = new CloudwatchEventTarget(stack, "source-target", {
    rule: "${aws_cloudwatch_event_rule.source.name}",
    arn: "${aws_codepipeline.pipeline.arn}",
    roleArn: role.arn,
  });
  dependOn(target, [role.ready]).overrideLogicalId("source");
}
