import { globalArn, type Policy, roleArn } from "../compiler/iam/index.js";
import { repositoryHash, targetRoles } from "../compiler/pipeline/index.js";
import type { ChildAccountSettings, Settings } from "../compiler/settings/index.js";
import { manageRoles, protectRoles, useServices } from "./deployer-grants.js";
import { formationGrants, readPackages } from "./formation-grants.js";
import { policyOf, type Site } from "./statement.js";
import { testGrants } from "./test-grants.js";
import { denyOtherOrganisations, trustCallers, trustCloudFormation } from "./trust.js";

/** A role of a target account, as IAM holds it. */
export interface ChildRole {
  readonly kind: "deployer" | "formation" | "test";
  readonly name: string;
  readonly description: string;
  readonly trust: Policy<object>;
  readonly policy: Policy<object>;
  /** The ARN of the policy that bounds it. */
  readonly boundary?: string;
}

/** Every role that a target account needs. What all renderings are measured by. */
export function childRoles(site: Site, settings: ChildAccountSettings): ChildRole[] {
  const roles = [
    ...formationsOf(settings).map((formation) => formationRole(site, settings, formation)),
    deployerRole(site, settings),
    ...(settings.testRole === settings.formationRole ? [] : [testRole(site, settings)]),
  ];
  const { permissionsBoundary } = settings;
  if (!permissionsBoundary) return roles;
  return roles.map((role) => ({
    ...role,
    boundary: globalArn("iam", `policy/${permissionsBoundary}`, site),
  }));
}

/** The settings as they are for one account. */
export function settingsOf({ childAccount }: Settings, account: string): ChildAccountSettings {
  const { repositories = childAccount.repositories } = childAccount.accounts[account] ?? {};
  return { ...childAccount, repositories };
}

interface Formation {
  readonly name: string;
  readonly repositories: readonly string[];
  /** How the stacks end that it may touch; empty for all. */
  readonly ending: string;
}

/** One formation role for all repositories, or one for each. */
function formationsOf(settings: ChildAccountSettings): Formation[] {
  const { isolation, repositories, formationRole } = settings;
  if (isolation === "prefix") return [{ name: formationRole, repositories, ending: "" }];
  return repositories.map((repository) => ({
    name: targetRoles(settings, repository).formation,
    repositories: [repository],
    ending: `-${repositoryHash(repository)}-stack`,
  }));
}

function formationRole(
  site: Site,
  settings: ChildAccountSettings,
  { name, repositories, ending }: Formation,
): ChildRole {
  const { deployerRole, testRole, formationRole } = settings;
  const callers = testRole === formationRole ? (["pipeline", "tests"] as const) : (["pipeline"] as const);
  return {
    kind: "formation",
    name,
    description: "Pipelines of stagewright deploy with it",
    trust: policyOf([trustCallers(site, callers, repositories)], organisation(site, settings)),
    policy: policyOf(formationGrants(site, ending, deployerRole)),
  };
}

function deployerRole(site: Site, settings: ChildAccountSettings): ChildRole {
  const { deployerRole: name, deployerServices, deployerPolicy, permissionsBoundary } = settings;
  const actions = deployerServices.filter((service) => service !== "iam").map((service) => `${service}:*`);
  return {
    kind: "deployer",
    name,
    description: "CloudFormation makes applications with it",
    trust: policyOf([trustCloudFormation(site)]),
    policy: policyOf(
      actions.length > 0 ? useServices(actions) : [],
      deployerServices.includes("iam") && permissionsBoundary ? manageRoles(site, permissionsBoundary) : [],
      readPackages(site),
      deployerPolicy,
      protectRoles(site, ownRoles(site, settings)),
    ),
  };
}

/** Isolated repositories' roles by pattern, since there may be many. */
function ownRoles(site: Site, settings: ChildAccountSettings): string[] {
  const { isolation, formationRole, deployerRole, testRole } = settings;
  const formations = isolation === "repository" ? `${formationRole}-*` : formationRole;
  return [...new Set([formations, deployerRole, testRole])].sort().map((name) => roleArn(name, site));
}

function testRole(site: Site, settings: ChildAccountSettings): ChildRole {
  return {
    kind: "test",
    name: settings.testRole,
    description: "Tests of stagewright's pipelines look at applications with it",
    trust: policyOf([trustCallers(site, ["tests"], settings.repositories)], organisation(site, settings)),
    policy: policyOf(settings.testPolicy ?? testGrants(site)),
  };
}

function organisation(site: Site, { organisationId }: ChildAccountSettings) {
  return organisationId ? [denyOtherOrganisations(site, organisationId)] : [];
}
