import { allow, ofService, type Policy, policy, type Statement } from "../../../../compiler/iam/index.js";
import { ownBoundary, type Site } from "../site.js";
import { arnsOf } from "./arns.js";
import { keepDeployments } from "./keep-deployments.js";
import { keepStateStore } from "./keep-state-store.js";
import { manageControlPlane } from "./manage-control-plane.js";
import { roleActions } from "./resource-actions.js";
import { seeConnections } from "./see-connections.js";

/**
 * What who runs `bootstrap`, `bootstrap --destroy`, `accounts` and `doctor` may do. Nothing with a pipeline's resources; but
 * whoever has it decides what the control plane's roles may do, and so may do all that they may: everything, unless the
 * settings name a boundary for those roles, which nothing here can write or leave out.
 */
export function operatorPolicy(site: Site): Policy {
  return policy([
    ...manageControlPlane(site),
    ...manageOwnRoles(site),
    ...keepStateStore(site),
    ...keepDeployments(site),
    ...lookAfter(site),
    allow("PrepareAccounts", ofService("sts", ["AssumeRole"]), site.administrators),
  ]);
}

/** The roles by their names, and the boundary of pipelines' roles where it is the installation's own. */
function manageOwnRoles(site: Site): Statement[] {
  const roles = [arnsOf(site).role(site.control)];
  const bounds = site.controlBoundary;
  const making = ["CreateRole", "DeleteRolePolicy", "PutRolePolicy"];
  const services = ["codebuild", "events", "lambda", "scheduler"].map((name) => `${name}.amazonaws.com`);
  const own = site.boundary === ownBoundary(site) ? [site.boundary] : [];
  return [
    ...(bounds
      ? [
          allow("ManageRoles", ofService("iam", roleActions), roles),
          allow("GrantWithinBoundary", ofService("iam", [...making, "PutRolePermissionsBoundary"]), roles, {
            StringEquals: { "iam:PermissionsBoundary": bounds },
          }),
        ]
      : [allow("ManageRoles", ofService("iam", [...making, ...roleActions]), roles)]),
    allow("LendRoles", ofService("iam", ["PassRole"]), roles, {
      StringEquals: { "iam:PassedToService": services },
    }),
    allow("ManageBoundary", ofService("iam", boundaryActions), own),
  ];
}

const boundaryActions = [
  "CreatePolicy",
  "CreatePolicyVersion",
  "DeletePolicy",
  "DeletePolicyVersion",
  "GetPolicy",
  "GetPolicyVersion",
  "ListPolicyVersions",
  "TagPolicy",
  "UntagPolicy",
];

/** Whether a build has ended, and whether connections are completed, for `doctor`. */
function lookAfter(site: Site): Statement[] {
  const { project } = arnsOf(site);
  return [allow("ProveEnds", ofService("codebuild", ["BatchGetBuilds"]), [project]), ...seeConnections(site)];
}
