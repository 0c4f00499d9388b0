import { allowTo, type Policy, policy } from "../../../../compiler/iam/index.js";
import type { Site } from "../site.js";
import { arnsOf } from "./arns.js";

/**
 * Who may publish failures: the alarms of this account. The rule has a role for it, since EventBridge meets no condition
 * in a topic's policy, and without one it would let in the rules of every account (EventBridge user guide, "Using
 * resource-based policies", Amazon SNS permissions).
 */
export function topicPolicy(site: Site): Policy {
  const { inRegion, topic } = arnsOf(site);
  const alarms = inRegion("cloudwatch", `alarm:${site.names.failures}-*`);
  return policy([
    allowTo(
      { Service: "cloudwatch.amazonaws.com" },
      {
        Sid: "AlarmsTell",
        Action: ["sns:Publish"],
        Resource: [topic],
        Condition: { ArnLike: { "aws:SourceArn": alarms } },
      },
    ),
  ]);
}
