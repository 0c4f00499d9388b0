import { allowTo, type Policy, policy, type Statement } from "../../../../compiler/iam/index.js";
import type { Site } from "../site.js";
import { arnsOf } from "./arns.js";

/** Who may publish failures: the rule and the alarms of this account. */
export function topicPolicy(site: Site): Policy {
  const { inRegion } = arnsOf(site);
  return policy([
    publish("RuleTells", "events", inRegion("events", `rule/${site.names.failures}`), site),
    publish("AlarmsTell", "cloudwatch", inRegion("cloudwatch", `alarm:${site.names.failures}-*`), site),
  ]);
}

function publish(Sid: string, service: string, source: string, site: Site): Statement {
  return allowTo(
    { Service: `${service}.amazonaws.com` },
    {
      Sid,
      Action: ["sns:Publish"],
      Resource: [arnsOf(site).topic],
      Condition: { ArnLike: { "aws:SourceArn": source } },
    },
  );
}
