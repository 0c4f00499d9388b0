import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy/index.js";
import type { TerraformStack } from "cdktf";
import { addRole, type Role } from "../../../compiler/stack/role.js";
import {
  boundaryPolicy,
  dispatcherPolicy,
  eventsPolicy,
  failuresPolicy,
  reconcilerPolicy,
  schedulePolicy,
  schedulerPolicy,
  starterPolicy,
  trustPolicies,
} from "./policies/index.js";
import type { ControlPlaneProps } from "./props.js";
import { ownBoundary, type Site } from "./site.js";

const jobs = ["dispatcher", "schedule", "events", "scheduler", "reconciler", "failures", "starter"] as const;

/** One role a job. */
export type Roles = Readonly<Record<(typeof jobs)[number], Role>>;

export function addRoles(stack: TerraformStack, { site }: ControlPlaneProps): Roles {
  addBoundary(stack, site);
  const policies = {
    dispatcher: dispatcherPolicy(site),
    schedule: schedulePolicy(site),
    events: eventsPolicy(site),
    scheduler: schedulerPolicy(site),
    reconciler: reconcilerPolicy(site),
    failures: failuresPolicy(site),
    starter: starterPolicy(site),
  };
  const trust = trustPolicies(site);
  const boundary = site.controlBoundary;
  const role = (job: (typeof jobs)[number]) =>
    addRole(stack, { id: job, name: site.names[job], trust: trust[job], policy: policies[job], boundary });
  return {
    dispatcher: role("dispatcher"),
    schedule: role("schedule"),
    events: role("events"),
    scheduler: role("scheduler"),
    reconciler: role("reconciler"),
    failures: role("failures"),
    starter: role("starter"),
  };
}

/** Not where the installation names a boundary that others keep. */
function addBoundary(stack: TerraformStack, site: Site): void {
  if (site.boundary !== ownBoundary(site)) return;
  new IamPolicy(stack, "boundary-policy", {
    name: site.names.boundary,
    description: "The most that a role of a pipeline may do",
    policy: JSON.stringify(boundaryPolicy(site)),
  }).overrideLogicalId("boundary");
}
