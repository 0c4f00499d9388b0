import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule/index.js";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target/index.js";
import type { TerraformStack } from "cdktf";
import { eventsRolePolicy, type Pipeline, type Trigger } from "../pipeline/index.js";
import { after } from "./after.js";
import type { Place } from "./place.js";
import { addRole } from "./role.js";

/** What starts the pipeline when the application's source changes: an event, never polling. */
export function addTrigger(stack: TerraformStack, pipeline: Pipeline, place: Place): void {
  const { trigger, eventRule, roles } = pipeline;
  if (!trigger) return;
  const policy = eventsRolePolicy(pipeline, place);
  const role = addRole(stack, { id: "events", name: roles.events, service: "events", policy }, place);
  new CloudwatchEventRule(stack, "source-rule", {
    name: eventRule,
    description: `Starts ${pipeline.name} when its source changes`,
    eventPattern: JSON.stringify(eventPattern(trigger, place)),
  }).overrideLogicalId("source");
  const target = new CloudwatchEventTarget(stack, "source-target", {
    rule: "${aws_cloudwatch_event_rule.source.name}",
    arn: "${aws_codepipeline.pipeline.arn}",
    roleArn: role.arn,
  });
  after(target, [role.ready]).overrideLogicalId("source");
}

/** CodePipeline user guide, "CodeCommit source actions and EventBridge", "Amazon S3 source actions and EventBridge". */
function eventPattern(trigger: Trigger, { partition, region, account }: Place): object {
  if (trigger.type === "S3") {
    return {
      source: ["aws.s3"],
      "detail-type": ["Object Created"],
      detail: { bucket: { name: [trigger.bucket] }, object: { key: [trigger.key] } },
    };
  }
  return {
    source: ["aws.codecommit"],
    "detail-type": ["CodeCommit Repository State Change"],
    resources: [`arn:${partition}:codecommit:${region}:${account}:${trigger.repository}`],
    detail: {
      event: ["referenceCreated", "referenceUpdated"],
      referenceType: ["branch"],
      referenceName: [trigger.branch],
    },
  };
}
