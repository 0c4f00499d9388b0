import { allow, roleArn, unique } from "../../../iam/index.js";
import { formationRolePattern } from "../../formation-role.js";
import type { DeployKind } from "../../kind.js";
import { takeTargetRoles } from "../../target-account.js";
import { checkStack } from "./checks.js";
import {
  type BoundStack,
  bindStack,
  type RawStack,
  type StackDeployment,
  stackActions,
  validStack,
} from "./deployment.js";
import { stackKeys } from "./schema.js";
import { stackTargetRoles } from "./target-roles.js";

export {
  manageApplicationRoles,
  managePolicies,
  nestStacks,
  passRoles,
  protectBoundary,
  protectRoles,
  useServices,
} from "./deployer-grants.js";
export { expandTransforms, formationGrants, runMacros } from "./formation-grants.js";
export { protectInstallation } from "./installation-denials.js";
export { applicationGrants, trustCloudFormation } from "./target-roles.js";

/** A stack of CloudFormation in the target account, from the template that the build puts out. */
export const cloudFormation: DeployKind<RawStack, StackDeployment, BoundStack> = {
  type: "CloudFormation",
  label: "CloudFormation for a stack",
  place: "environment",
  keys: { properties: stackKeys, required: {} },
  check: checkStack,
  valid: validStack,
  bind: bindStack,
  actions: stackActions,
  tells: ["STACK_NAME"],
  told: ({ stackName }) => ({ STACK_NAME: stackName }),
  readers: ({ formation, deployer }) => [formation, deployer],
  grants: (stacks, context) => [
    allow(
      "DeployToItsAccounts",
      ["sts:AssumeRole"],
      unique(
        stacks.map(({ formation: { accountId: account, name } }) => roleArn(name, { ...context, account })),
      ),
    ),
  ],
  ceiling: {
    part: "deploy CloudFormation",
    budget: 150,
    grows: ["limits.accounts"],
    statements: (installation) => [
      takeTargetRoles([formationRolePattern(installation.settings)], installation),
    ],
  },
  rolePatterns: (settings) => [formationRolePattern(settings), settings.childAccount.deployerRole],
  targetRoles: stackTargetRoles,
};
