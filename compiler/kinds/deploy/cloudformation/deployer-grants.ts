import { allow, deny, globalArn, roleArn, type Statement, type Texts } from "../../../iam/index.js";
import { environmentRolePattern, pipelineRolePattern } from "../../../names/index.js";
import type { TargetContext } from "../../kind.js";
import { centerOf } from "../../target-account.js";

type Site = TargetContext;

/** Applications decide what they are made of, so the service is the limit, not the action or the resource. */
export function useServices(actions: Texts): Statement<Texts>[] {
  return [allow<Texts>("ServicesOfApplications", actions, ["*"])];
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
        "iam:PassRole",
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

/**
 * Whatever else is granted: the roles of this account are not the applications' to change or to hand on. Nor are those of
 * pipelines, by the account in which they stand: elsewhere their names are free, and CloudFormation gives the roles of a
 * stack of the environment `Tests` such names.
 */
export function protectRoles(site: Site, own: Texts): Statement<Texts>[] {
  const { namePrefix } = site;
  const ofPipelines = (["pipeline", "build", "events"] as const).map((role) =>
    pipelineRolePattern(namePrefix, role),
  );
  const ofEnvironments = (["tests", "plan", "review", "apply"] as const).map((role) =>
    environmentRolePattern(namePrefix, role),
  );
  const names = [`${namePrefix}_control-*`, ...ofPipelines, ...ofEnvironments];
  const others = names.map((name) => roleArn(name, centerOf(site)));
  return [deny<Texts>("ProtectOwnRoles", ["iam:*"], own), deny("ProtectPipelines", ["iam:*"], others)];
}
