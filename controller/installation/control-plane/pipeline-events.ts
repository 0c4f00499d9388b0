import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule/index.js";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target/index.js";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission/index.js";
import type { TerraformStack } from "cdktf";
import { dependOn } from "../../../compiler/stack/depends-on.js";
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
  new CloudwatchEventRule(stack, "events-rule", {
    name: site.names.events,
    description: "What pipelines of stagewright do",
    eventPattern: JSON.stringify(pattern),
  }).overrideLogicalId("events");
  new LambdaPermission(stack, "events-permission", {
    statementId: "PipelineEvents",
    action: "lambda:InvokeFunction",
    functionName: "${aws_lambda_function.events.function_name}",
    principal: "events.amazonaws.com",
    sourceArn: "${aws_cloudwatch_event_rule.events.arn}",
  }).overrideLogicalId("events");
  const target = new CloudwatchEventTarget(stack, "events-target", {
    rule: "${aws_cloudwatch_event_rule.events.name}",
    arn: "${aws_lambda_function.events.arn}",
  });
  dependOn(target, ["aws_lambda_permission.events"]).overrideLogicalId("events");
}
