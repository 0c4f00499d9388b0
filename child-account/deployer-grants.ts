import { roleArn, type Statement, type TargetAccountContext, type Texts } from "./statement.js";

/** Applications decide what they are made of, so the service is the limit, not the action or the resource. */
export function useServices(actions: Texts): Statement[] {
  return [{ Sid: "ServicesOfApplications", Effect: "Allow", Action: actions, Resource: ["*"] }];
}

/** Roles of applications, by the names that CloudFormation gives them, and never without the boundary. */
export function manageRoles(site: TargetAccountContext, boundary: string): Statement[] {
  const own = [roleArn(site, `${site.namePrefix}-*`)];
  return [
    {
      Sid: "MakeBoundRoles",
      Effect: "Allow",
      Action: [
        "iam:AttachRolePolicy",
        "iam:CreateRole",
        "iam:DeleteRolePolicy",
        "iam:DetachRolePolicy",
        "iam:PutRolePermissionsBoundary",
        "iam:PutRolePolicy",
      ],
      Resource: own,
      Condition: { StringEquals: { "iam:PermissionsBoundary": policyArn(site, boundary) } },
    },
    {
      Sid: "UseOwnRoles",
      Effect: "Allow",
      Action: [
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
      Resource: own,
    },
  ];
}

export function policyArn({ partition, account }: TargetAccountContext, name: string): string {
  return `arn:${partition}:iam::${account}:policy/${name}`;
}

/**
 * Whatever else is granted: the roles of this account, and those of pipelines where an account is target and central
 * account at once, are not the applications' to change or to hand on.
 */
export function protectRoles(site: TargetAccountContext, own: Texts): Statement[] {
  const pipelines = ["pipeline", "build", "events", "tests-*"].map((end) => `${site.namePrefix}-*--*-${end}`);
  const others = [`${site.namePrefix}_control-*`, ...pipelines].map((name) => roleArn(site, name));
  return [
    { Sid: "ProtectOwnRoles", Effect: "Deny", Action: ["iam:*"], Resource: own },
    { Sid: "ProtectPipelines", Effect: "Deny", Action: ["iam:*"], Resource: others },
  ];
}
