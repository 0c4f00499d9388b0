import type { Policy } from "../../../../compiler/iam/index.js";
import type { Site } from "../site.js";
import {
  dispatcherPolicy,
  eventsPolicy,
  failuresPolicy,
  schedulePolicy,
  schedulerPolicy,
  starterPolicy,
} from "./functions.js";
import { reconcilerPolicy } from "./reconciler.js";
import type { RoleJob } from "./trust.js";

/** What each role of the control plane may do. */
export function rolePolicies(site: Site): Record<RoleJob, Policy> {
  return {
    reconciler: reconcilerPolicy(site),
    dispatcher: dispatcherPolicy(site),
    schedule: schedulePolicy(site),
    scheduler: schedulerPolicy(site),
    failures: failuresPolicy(site),
    events: eventsPolicy(site),
    starter: starterPolicy(site),
  };
}
