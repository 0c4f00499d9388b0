import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy/index.js";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role/index.js";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy/index.js";
import type { TerraformStack } from "cdktf";
import type { Policy } from "../../../compiler/iam/index.js";
import {
  boundaryPolicy,
  dispatcherPolicy,
  reconcilerPolicy,
  schedulePolicy,
  schedulerPolicy,
  trustPolicies,
} from "./policies/index.js";
import type { ControlPlaneProps } from "./props.js";
import { ownBoundary, type Site } from "./site.js";

const jobs = ["dispatcher", "schedule", "scheduler", "reconciler"] as const;

/** One role a job. */
export type Roles = Readonly<Record<(typeof jobs)[number], Role>>;

export interface Role {
  /** `${aws_iam_role.<job>.arn}`. */
  readonly arn: string;
  /** The address of what stands when the role may do its job. */
  readonly ready: string;
}

export function addRoles(stack: TerraformStack, { site }: ControlPlaneProps): Roles {
  addBoundary(stack, site);
  const policies = {
    dispatcher: dispatcherPolicy(site),
    schedule: schedulePolicy(site),
    scheduler: schedulerPolicy(site),
    reconciler: reconcilerPolicy(site),
  };
  const trust = trustPolicies(site);
  for (const job of jobs)
    addRole(stack, job, { name: site.names[job], trust: trust[job], may: policies[job] }, site);
  const role = (job: string) => ({ arn: `\${aws_iam_role.${job}.arn}`, ready: `aws_iam_role_policy.${job}` });
  return {
    dispatcher: role("dispatcher"),
    schedule: role("schedule"),
    scheduler: role("scheduler"),
    reconciler: role("reconciler"),
  };
}

function addRole(
  stack: TerraformStack,
  id: string,
  role: { name: string; trust: Policy; may: Policy },
  { controlBoundary }: Site,
): void {
  new IamRole(stack, `${id}-role`, {
    name: role.name,
    assumeRolePolicy: JSON.stringify(role.trust),
    ...(controlBoundary !== undefined && { permissionsBoundary: controlBoundary }),
  }).overrideLogicalId(id);
  new IamRolePolicy(stack, `${id}-role-policy`, {
    name: id,
    role: `\${aws_iam_role.${id}.id}`,
    policy: JSON.stringify(role.may),
  }).overrideLogicalId(id);
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
