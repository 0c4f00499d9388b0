import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy/index.js";
import type { TerraformStack } from "cdktf";
import { addRole, type Role } from "../../../compiler/stack/role.js";
import { boundaryPolicy, type RoleJob, rolePolicies, trustPolicies } from "./policies/index.js";
import type { ControlPlaneProps } from "./props.js";
import { ownBoundary, type Site } from "./site.js";

export type Roles = Readonly<Record<RoleJob, Role>>;

export function addRoles(stack: TerraformStack, { site }: ControlPlaneProps): Roles {
  addBoundary(stack, site);
  const policies = rolePolicies(site);
  const trust = trustPolicies(site);
  const boundary = site.controlBoundary;
  const role = (job: RoleJob) =>
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
