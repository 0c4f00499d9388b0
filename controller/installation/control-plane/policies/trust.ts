import { allowTo, type Policy, policy } from "../../../../compiler/iam/index.js";
import type { Site } from "../site.js";
import { arnsOf } from "./arns.js";

/**
 * Who may take each role: one service, for this account and, where AWS says for whom it asks, for one resource.
 * Lambda sends no source when it takes a function's role (Lambda developer guide, "Execution role").
 */
export function trustPolicies(
  site: Site,
): Record<"dispatcher" | "schedule" | "events" | "scheduler" | "reconciler" | "failures", Policy> {
  const arns = arnsOf(site);
  return {
    dispatcher: trust("lambda", {}),
    schedule: trust("lambda", {}),
    events: trust("lambda", {}),
    scheduler: trust("scheduler", {
      StringEquals: { "aws:SourceAccount": site.account },
      ArnEquals: { "aws:SourceArn": arns.inRegion("scheduler", "schedule-group/default") },
    }),
    // EventBridge user guide, "Cross-service confused deputy prevention".
    failures: trust("events", {
      ArnEquals: { "aws:SourceArn": arns.inRegion("events", `rule/${site.names.failures}`) },
    }),
    // As in the compiler's roles: CodeBuild names the account, and not dependably the project.
    reconciler: trust("codebuild", { StringEquals: { "aws:SourceAccount": site.account } }),
  };
}

function trust(service: string, condition: Record<string, Record<string, string>>): Policy {
  return policy([
    allowTo(
      { Service: `${service}.amazonaws.com` },
      {
        Sid: "ServiceOnly",
        Action: ["sts:AssumeRole"],
        ...(Object.keys(condition).length > 0 && { Condition: condition }),
      },
    ),
  ]);
}
