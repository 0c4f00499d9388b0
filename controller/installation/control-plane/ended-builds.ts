import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule/index.js";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target/index.js";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission/index.js";
import type { TerraformStack } from "cdktf";
import { dependOn } from "../../../compiler/stack/depends-on.js";
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
  new CloudwatchEventRule(stack, "ended-builds-rule", {
    name: names.endedBuilds,
    description: "Builds of stagewright that ended: what was asked since their last look is looked for",
    eventPattern: JSON.stringify(pattern),
  }).overrideLogicalId("ended_builds");
  new LambdaPermission(stack, "ended-builds-permission", {
    statementId: "EndedBuilds",
    action: "lambda:InvokeFunction",
    functionName: "${aws_lambda_function.schedule.function_name}",
    principal: "events.amazonaws.com",
    sourceArn: "${aws_cloudwatch_event_rule.ended_builds.arn}",
  }).overrideLogicalId("ended_builds");
  const target = new CloudwatchEventTarget(stack, "ended-builds-target", {
    rule: "${aws_cloudwatch_event_rule.ended_builds.name}",
    arn: "${aws_lambda_function.schedule.arn}",
  });
  dependOn(target, ["aws_lambda_permission.ended_builds"]).overrideLogicalId("ended_builds");
}
