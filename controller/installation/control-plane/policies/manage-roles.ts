import { allow, deny, type Statement } from "../../../../compiler/iam/index.js";
import type { Site } from "../site.js";
import { arnsOf } from "./arns.js";
import { roleActions } from "./resource-actions.js";

/**
 * Roles of pipelines only, but for the one that starts them, and whatever decides what a role may do only while the boundary bounds it. Nothing here
 * takes a boundary away (IAM user guide, "Permissions boundaries for IAM entities").
 */
export function manageRoles(site: Site): Statement[] {
  const { role } = arnsOf(site).pipelines;
  return [
    allow(
      "GrantWithinBoundary",
      ["iam:CreateRole", "iam:DeleteRolePolicy", "iam:PutRolePermissionsBoundary", "iam:PutRolePolicy"],
      [role],
      { StringEquals: { "iam:PermissionsBoundary": site.boundary } },
    ),
    allow(
      "ManageRoles",
      roleActions.map((action) => `iam:${action}`),
      [role],
    ),
    // The pattern's asterisk also means slashes: no role with a path is a pipeline's.
    deny(
      "LeavePaths",
      ["iam:CreateRole", "iam:PassRole", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"],
      [arnsOf(site).role("*/*")],
    ),
    allow("LendRoles", ["iam:PassRole"], [role], {
      StringEquals: { "iam:PassedToService": ["codebuild.amazonaws.com", "codepipeline.amazonaws.com"] },
    }),
    allow("LendStarter", ["iam:PassRole"], [arnsOf(site).role(site.names.starter)], {
      StringEquals: { "iam:PassedToService": "events.amazonaws.com" },
    }),
  ];
}
