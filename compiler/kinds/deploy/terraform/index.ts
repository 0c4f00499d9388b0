import type { DeployKind } from "../../kind.js";
import { terraformActions, terraformApproval } from "./actions.js";
import { terraformCeiling } from "./ceiling.js";
import { checkTerraform } from "./checks.js";
import {
  type BoundTerraform,
  bindTerraform,
  type RawTerraformEnvironment,
  type TerraformDeployment,
  validTerraform,
} from "./deployment.js";
import { outputsAddress, readOutputs } from "./grants.js";
import { terraformProjects } from "./projects.js";
import { terraformKeys } from "./schema.js";
import { terraformSettings } from "./settings.js";
import { terraformTargetRoles } from "./target-roles.js";

export { deploysTerraform, terraformRunner, terraformTools } from "./settings.js";

/** Terraform in the target account: a plan, what judges it, and the apply of that very plan. */
export const terraform: DeployKind<RawTerraformEnvironment, TerraformDeployment, BoundTerraform> = {
  type: "Terraform",
  label: "Terraform for a configuration of it",
  place: "environment",
  mark: "Terraform",
  keys: {
    properties: terraformKeys,
    required: { Terraform: 'an object such as {"Directory": "infrastructure"}' },
  },
  ownSettings: terraformSettings,
  check: checkTerraform,
  valid: validTerraform,
  bind: bindTerraform,
  actions: terraformActions,
  projects: terraformProjects,
  approvalText: terraformApproval,
  tells: ["TF_OUTPUTS"],
  told: (bound) => ({ TF_OUTPUTS: outputsAddress(bound) }),
  testGrants: readOutputs,
  // The target account reads no artifacts: builds of the central account take them there.
  readers: () => [],
  // The pipeline runs its own projects, and nothing else.
  grants: () => [],
  ceiling: terraformCeiling,
  rolePatterns: ({ terraform: own, childAccount: { planRole, applyRole } }) =>
    own === undefined ? [] : [planRole, applyRole],
  targetRoles: terraformTargetRoles,
};
