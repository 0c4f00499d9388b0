import type { Statement } from "../../../../compiler/pipeline/policies/policy.js";
import type { Site } from "../site.js";
import { arnsOf } from "./arns.js";
import { roleActions } from "./resource-actions.js";

/**
 * Roles of pipelines only, and whatever decides what a role may do only while the boundary bounds it. Nothing here
 * takes a boundary away (IAM user guide, "Permissions boundaries for IAM entities").
 */
export function manageRoles(site: Site): Statement[] {
  const { role } = arnsOf(site).pipelines;
  return [
    {
      Sid: "GrantWithinBoundary",
      Effect: "Allow",
      Action: [
        "iam:CreateRole",
        "iam:DeleteRolePolicy",
        "iam:PutRolePermissionsBoundary",
        "iam:PutRolePolicy",
      ],
      Resource: [role],
      Condition: { StringEquals: { "iam:PermissionsBoundary": site.boundary } },
    },
    {
      Sid: "ManageRoles",
      Effect: "Allow",
      Action: roleActions.map((action) => `iam:${action}`),
      Resource: [role],
    },
    {
      Sid: "LendRoles",
      Effect: "Allow",
      Action: ["iam:PassRole"],
      Resource: [role],
      Condition: {
        StringEquals: {
          "iam:PassedToService": [
            "codebuild.amazonaws.com",
            "codepipeline.amazonaws.com",
            "events.amazonaws.com",
          ],
        },
      },
    },
  ];
}
