import { allow, deny, globalArn, roleArn, type Statement, type Texts } from "../../../iam/index.js";
import type { TargetContext } from "../../kind.js";

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
 * Whatever else is granted: the roles of this account, and those of pipelines where an account is target and central
 * account at once, are not the applications' to change or to hand on.
 */
export function protectRoles(site: Site, own: Texts): Statement<Texts>[] {
  const pipelines = ["pipeline", "build", "events", "tests-*"].map((end) => `${site.namePrefix}-*--*-${end}`);
  const others = [`${site.namePrefix}_control-*`, ...pipelines].map((name) => roleArn(name, site));
  return [deny<Texts>("ProtectOwnRoles", ["iam:*"], own), deny("ProtectPipelines", ["iam:*"], others)];
}
