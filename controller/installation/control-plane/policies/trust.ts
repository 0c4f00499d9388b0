import type { Policy } from "../../../../compiler/iam/index.js";
import { anyTrigger } from "../../../../compiler/names/index.js";
import { serviceTrust } from "../../../../compiler/pipeline/index.js";
import type { Site } from "../site.js";
import { arnsOf } from "./arns.js";

/** What a role of the control plane is for: one role a job. */
export type RoleJob =
  | "dispatcher"
  | "schedule"
  | "scheduler"
  | "reconciler"
  | "failures"
  | "events"
  | "starter";

/** Who may take each role: one service, for this account and, where AWS says for whom it asks, for one resource. */
export function trustPolicies(site: Site): Record<RoleJob, Policy> {
  const { inRegion, project } = arnsOf(site);
  const { names, settings } = site;
  const rule = (name: string) => inRegion("events", `rule/${name}`);
  return {
    dispatcher: serviceTrust("lambda", [], site),
    schedule: serviceTrust("lambda", [], site),
    events: serviceTrust("lambda", [], site),
    scheduler: serviceTrust("scheduler", [inRegion("scheduler", "schedule-group/default")], site),
    reconciler: serviceTrust("codebuild", [project], site),
    failures: serviceTrust("events", [rule(names.failures)], site),
    starter: serviceTrust("events", [rule(anyTrigger(settings.namePrefix))], site),
  };
}
