import { allow, deny, globalArn, roleArn, type Statement, type Texts } from "../../../iam/index.js";
import { environmentRolePattern, pipelineRolePattern, testsRolePattern } from "../../../names/index.js";
import type { TargetContext } from "../../kind.js";
import { centerOf, stacksArn } from "../../target-account.js";

type Site = TargetContext;

/** Applications decide what they are made of, so the service is the limit, not the action or the resource. */
export function useServices(actions: Texts): Statement<Texts>[] {
  return [allow<Texts>("ServicesOfApplications", actions, ["*"])];
}

/**
 * Functions, state machines, rules and APIs get a role, which whoever makes them must be allowed to pass (IAM user guide,
 * "Grant a user permissions to pass a role to an AWS service").
 */
export function passRoles(roles: Texts, services: Texts): Statement<Texts> {
  return allow<Texts>("PassRolesOfApplications", ["iam:PassRole"], roles, {
    StringEquals: { "iam:PassedToService": services },
  });
}

/** Who gets a role from these services: the service itself, or for ECS what runs its tasks. */
export function passedTo(services: readonly string[]): string[] {
  const taking = services.filter((service) => service !== "iam");
  return [
    ...taking.map((service) => `${service}.amazonaws.com`),
    ...taking.filter((service) => service === "ecs").map(() => "ecs-tasks.amazonaws.com"),
  ];
}

/**
 * Stacks in a stack of a pipeline: CloudFormation names them after it, so they have its prefix and not always its ending.
 * Actions: `handlers.*.permissions` of the resource schema of AWS::CloudFormation::Stack.
 */
export function nestStacks(site: Site): Statement {
  return allow(
    "NestedStacks",
    [
      "cloudformation:CreateStack",
      "cloudformation:DeleteStack",
      "cloudformation:DescribeStacks",
      "cloudformation:UpdateStack",
    ],
    [stacksArn(site, "")],
  );
}

/** Roles of applications, by the names that CloudFormation gives them, and never without the boundary. */
export function manageApplicationRoles(site: Site, boundary: string): Statement[] {
  const own = [roleArn(`${site.namePrefix}-*`, site)];
  return [
    allow(
      "MakeBoundRoles",
      [
        "iam:AttachRolePolicy",
        "iam:CreateRole",
        "iam:DeleteRolePolicy",
        "iam:DetachRolePolicy",
        "iam:PutRolePermissionsBoundary",
        "iam:PutRolePolicy",
      ],
      own,
      { StringEquals: { "iam:PermissionsBoundary": globalArn("iam", `policy/${boundary}`, site) } },
    ),
    allow(
      "UseOwnRoles",
      [
        "iam:DeleteRole",
        "iam:GetRole",
        "iam:GetRolePolicy",
        "iam:ListAttachedRolePolicies",
        "iam:ListRolePolicies",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
        "iam:UpdateRoleDescription",
      ],
      own,
    ),
  ];
}

/** Managed policies of applications. What is attached of them is asked of the roles, which are bound. */
export function managePolicies(site: Site): Statement {
  const versions = ["iam:CreatePolicyVersion", "iam:DeletePolicyVersion", "iam:GetPolicyVersion"];
  const reads = ["iam:GetPolicy", "iam:ListEntitiesForPolicy", "iam:ListPolicyVersions"];
  return allow(
    "MakeOwnPolicies",
    ["iam:CreatePolicy", "iam:DeletePolicy", "iam:TagPolicy", "iam:UntagPolicy", ...versions, ...reads],
    [globalArn("iam", `policy/${site.namePrefix}-*`, site)],
  );
}

/** What bounds the roles is not theirs to change, whatever it is called. */
export function protectBoundary(site: Site, boundary: string): Statement {
  return deny("ProtectBoundary", ["iam:*"], [globalArn("iam", `policy/${boundary}`, site)]);
}

/**
 * Whatever else is granted: the roles of this account are not the applications' to change or to hand on. Nor are those of
 * pipelines, by the account in which they stand: elsewhere their names are free. In the central account CloudFormation gives the
 * roles of a stack of an environment called `plan`, `review` or `apply` such names; those of `tests` end otherwise.
 */
export function protectRoles(site: Site, own: Texts): Statement<Texts>[] {
  const { namePrefix } = site;
  const ofPipelines = (["pipeline", "build", "events"] as const).map((role) =>
    pipelineRolePattern(namePrefix, role),
  );
  const ofEnvironments = (["plan", "review", "apply"] as const).map((role) =>
    environmentRolePattern(namePrefix, role),
  );
  const names = [`${namePrefix}_control-*`, ...ofPipelines, testsRolePattern(namePrefix), ...ofEnvironments];
  const others = names.map((name) => roleArn(name, centerOf(site)));
  return [deny<Texts>("ProtectOwnRoles", ["iam:*"], own), deny("ProtectPipelines", ["iam:*"], others)];
}
