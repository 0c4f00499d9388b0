import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule/index.js";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target/index.js";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission/index.js";
import type { TerraformStack } from "cdktf";
import { dependOn } from "../../../compiler/stack/depends-on.js";
import type { FunctionId } from "./functions.js";

interface CallingRule {
  /** Of the rule, its target and its permission in Terraform. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** An event pattern of EventBridge. */
  readonly pattern: object;
  /** The function that is called. */
  readonly calls: FunctionId;
  /** Names the permission in the function's policy. */
  readonly statementId: string;
}

/** A rule on the account's own bus that calls a function, which lets this rule in. */
export function addCallingRule(
  stack: TerraformStack,
  { id, name, description, pattern, calls, statementId }: CallingRule,
): void {
  new CloudwatchEventRule(stack, `${id}-rule`, {
    name,
    description,
    eventPattern: JSON.stringify(pattern),
  }).overrideLogicalId(id);
  new LambdaPermission(stack, `${id}-permission`, {
    statementId,
    action: "lambda:InvokeFunction",
    functionName: `\${aws_lambda_function.${calls}.function_name}`,
    principal: "events.amazonaws.com",
    sourceArn: `\${aws_cloudwatch_event_rule.${id}.arn}`,
  }).overrideLogicalId(id);
  const target = new CloudwatchEventTarget(stack, `${id}-target`, {
    rule: `\${aws_cloudwatch_event_rule.${id}.name}`,
    arn: `\${aws_lambda_function.${calls}.arn}`,
  });
  dependOn(target, [`aws_lambda_permission.${id}`]).overrideLogicalId(id);
}
