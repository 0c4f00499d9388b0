import { accountArn } from "../iam/index.js";
import {
  expandTransforms,
  formationGrants,
  manageApplicationRoles,
  managePolicies,
  nestStacks,
  passRoles,
  protectBoundary,
  protectInstallation,
  protectRoles,
  runMacros,
  trustCloudFormation,
  useServices,
} from "./deploy/cloudformation/index.js";
import { testRoleGrants } from "./job/index.js";
import type { TargetContext } from "./kind.js";
import { centerOf, denyOtherOrganisations, readPackages, trustCallers } from "./target-account.js";

/** Statements of `modules/child-account`: a local value, for each formation role, or none while a variable is null. */
export interface ModuleStatements {
  readonly of?: "each formation" | { readonly given: string };
  readonly statements: readonly object[];
}

/** What the roles that the module makes by itself are granted, in terms of its variables; by the local value's name. */
export function moduleStatements(site: TargetContext): Record<string, ModuleStatements> {
  const each = "each formation";
  const repositories = "${formation.repositories}";
  const ending = "${formation.ending}";
  return {
    pipelines_trust: { of: each, statements: [trustCallers(site, ["pipeline"], repositories)] },
    pipelines_and_tests_trust: {
      of: each,
      statements: [trustCallers(site, ["pipeline", "tests"], repositories)],
    },
    tests_trust: { statements: [trustCallers(site, ["tests"], "${var.repositories}")] },
    cloudformation_trust: { statements: trustCloudFormation(site).Statement },
    organisation_trust: {
      of: { given: "organisation_id" },
      statements: [denyOtherOrganisations([accountArn(centerOf(site))], "${given}")],
    },
    formation_grants: { of: each, statements: formationGrants(site, ending, "${var.deployer_role}") },
    expansion_grants: { statements: [expandTransforms(site)] },
    macro_grants: { statements: [runMacros(site)] },
    package_grants: { statements: readPackages(site) },
    service_grants: { statements: useServices("${local.service_actions}") },
    passing_grants: { statements: [passRoles("${local.passable_role_arns}", "${local.passed_to}")] },
    nested_grants: { statements: [nestStacks(site)] },
    role_grants: {
      of: { given: "permissions_boundary" },
      statements: manageApplicationRoles(site, "${given}"),
    },
    policy_grants: { statements: [managePolicies(site)] },
    protection: { statements: [...protectRoles(site, "${local.role_arns}"), ...protectInstallation(site)] },
    boundary_protection: {
      of: { given: "permissions_boundary" },
      statements: [protectBoundary(site, "${given}")],
    },
    test_grants: { statements: testRoleGrants(site) },
  };
}
