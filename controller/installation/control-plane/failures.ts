import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule/index.js";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target/index.js";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic/index.js";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy/index.js";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription/index.js";
import type { TerraformStack } from "cdktf";
import { terraformIdentifier } from "../../../compiler/names/index.js";
import { dependOn } from "../../../compiler/stack/depends-on.js";
import type { Role } from "../../../compiler/stack/role.js";
import { failureEvent } from "../../records/index.js";
import { topicPolicy } from "./policies/index.js";
import type { ControlPlaneProps } from "./props.js";
import type { Roles } from "./roles.js";

/** What tells people: a topic, and the rule that sends failed runs to it. Alarms use the topic too. */
export function addFailures(
  stack: TerraformStack,
  { failures }: Roles,
  { site, settings }: ControlPlaneProps,
): void {
  new SnsTopic(stack, "failures-topic", { name: site.names.failures }).overrideLogicalId("failures");
  new SnsTopicPolicy(stack, "failures-topic-policy", {
    arn: "${aws_sns_topic.failures.arn}",
    policy: JSON.stringify(topicPolicy(site)),
  }).overrideLogicalId("failures");
  for (const email of new Set(settings.controller.notify)) addSubscription(stack, email);
  addRule(stack, site.names.failures, failures);
}

/** Whoever has the address gets a mail and confirms it. */
function addSubscription(stack: TerraformStack, endpoint: string): void {
  const id = terraformIdentifier(endpoint);
  new SnsTopicSubscription(stack, `failures-to-${id}`, {
    topicArn: "${aws_sns_topic.failures.arn}",
    protocol: "email",
    endpoint,
  }).overrideLogicalId(`failures-${id}`);
}

function addRule(stack: TerraformStack, name: string, role: Role): void {
  new CloudwatchEventRule(stack, "failures-rule", {
    name,
    description: "Runs of stagewright that failed",
    eventPattern: JSON.stringify({ source: [failureEvent.source], "detail-type": [failureEvent.detailType] }),
  }).overrideLogicalId("failures");
  const target = new CloudwatchEventTarget(stack, "failures-target", {
    rule: "${aws_cloudwatch_event_rule.failures.name}",
    arn: "${aws_sns_topic.failures.arn}",
    roleArn: role.arn,
    inputTransformer: { inputPaths, inputTemplate: message.map((line) => JSON.stringify(line)).join("\n") },
  });
  dependOn(target, [role.ready]).overrideLogicalId("failures");
}

const inputPaths = Object.fromEntries(
  ["repository", "branch", "class", "message", "hint", "log"].map((name) => [name, `$.detail.${name}`]),
);

/** Lines of a mail, each in quotes (EventBridge user guide, "Input transformation"). */
const message = [
  "The pipeline of <repository>, branch <branch>, does not match its item: <class>.",
  "<message>",
  "<hint>",
  "Log: <log>",
  "`stagewright status <repository> <branch>` tells more.",
];
