import { allowTo, type Policy, roleArn } from "../../../iam/index.js";
import { repositoryHash } from "../../../names/index.js";
import type { Settings } from "../../../settings/index.js";
import { formationRoleOf } from "../../formation-role.js";
import type { TargetRole, TargetSite } from "../../kind.js";
import { policyOf, readPackages, trustOf } from "../../target-account.js";
import {
  manageApplicationRoles,
  managePolicies,
  nestStacks,
  passedTo,
  passRoles,
  protectBoundary,
  protectRoles,
  useServices,
} from "./deployer-grants.js";
import { expandTransforms, formationGrants, runMacros } from "./formation-grants.js";
import { protectInstallation } from "./installation-denials.js";

interface Formation {
  readonly name: string;
  readonly repositories: readonly string[];
  /** How the stacks end that it may touch; empty for all. */
  readonly ending: string;
}

/** The roles that pipelines deploy with, one for all repositories or one for each, and CloudFormation's own. */
export function stackTargetRoles(site: TargetSite, settings: Settings): TargetRole[] {
  return [
    ...formationsOf(site, settings).map((formation) => formationRole(site, settings, formation)),
    deployerRole(site, settings),
  ];
}

function formationsOf(site: TargetSite, settings: Settings): Formation[] {
  const { repositories } = site;
  const { isolation, formationRole } = settings.childAccount;
  if (isolation === "prefix") return [{ name: formationRole, repositories, ending: "" }];
  return repositories.map((repository) => ({
    name: formationRoleOf(repository, settings),
    repositories: [repository],
    ending: `-${repositoryHash(repository)}-stack`,
  }));
}

function formationRole(site: TargetSite, settings: Settings, formation: Formation): TargetRole {
  const { name, repositories, ending } = formation;
  const { deployerRole, testRole, formationRole } = settings.childAccount;
  const callers = testRole === formationRole ? (["pipeline", "tests"] as const) : (["pipeline"] as const);
  return {
    kind: "formation",
    name,
    description: "Pipelines of stagewright deploy with it",
    trust: trustOf(site, callers, repositories, settings),
    policy: policyOf(
      formationGrants(site, ending, deployerRole),
      mayExpand(settings) ? [expandTransforms(site)] : [],
      mayExpand(settings) && settings.childAccount.deployerServices.includes("lambda")
        ? [runMacros(site)]
        : [],
    ),
    ofModule: true,
  };
}

/** Whether items may ask for templates with transforms and macros. */
function mayExpand({ limits }: Pick<Settings, "limits">): boolean {
  return limits.capabilities.includes("CAPABILITY_AUTO_EXPAND");
}

function deployerRole(site: TargetSite, settings: Settings): TargetRole {
  const { deployerRole: name } = settings.childAccount;
  const [services = [], ...rest] = applicationGrants(site, settings);
  return {
    kind: "deployer",
    name,
    description: "CloudFormation makes applications with it",
    trust: trustCloudFormation(site),
    policy: policyOf(
      services,
      [nestStacks(site)],
      mayExpand(settings) ? [expandTransforms(site)] : [],
      readPackages(site),
      ...rest,
    ),
    ofModule: true,
  };
}

/** What whoever makes applications may do, by CloudFormation or without: what is allowed, then what never is. */
export function applicationGrants(site: TargetSite, settings: Settings): (readonly object[])[] {
  const { deployerPolicy, permissionsBoundary: boundary } = settings.childAccount;
  const own = site.ownRoles.map((role) => roleArn(role, site));
  return [
    ofServices(site, settings),
    deployerPolicy,
    protectRoles(site, own),
    boundary ? [protectBoundary(site, boundary)] : [],
    protectInstallation(site),
  ];
}

/** What the chosen services allow, the roles that they are given among it. */
function ofServices(site: TargetSite, { childAccount, namePrefix }: Settings): object[] {
  const { deployerServices, passableRoles = [`${namePrefix}-*`], permissionsBoundary } = childAccount;
  const actions = deployerServices.filter((service) => service !== "iam").map((service) => `${service}:*`);
  const roles = passableRoles.map((role) => roleArn(role, site));
  return [
    ...(actions.length > 0 ? useServices(actions) : []),
    ...(actions.length > 0 && roles.length > 0 ? [passRoles(roles, passedTo(deployerServices))] : []),
    ...(deployerServices.includes("iam") && permissionsBoundary
      ? [...manageApplicationRoles(site, permissionsBoundary), managePolicies(site)]
      : []),
  ];
}

/** CloudFormation alone, for this account's stacks: AWS does not promise to name the account here. */
export function trustCloudFormation({ account }: Pick<TargetSite, "account">): Policy<object> {
  return policyOf([
    allowTo(
      { Service: "cloudformation.amazonaws.com" },
      {
        Sid: "CloudFormation",
        Action: ["sts:AssumeRole"],
        Condition: { StringEqualsIfExists: { "aws:SourceAccount": account } },
      },
    ),
  ]);
}
