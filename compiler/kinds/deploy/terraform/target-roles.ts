import { arn } from "../../../iam/index.js";
import type { Settings } from "../../../settings/index.js";
import type { TargetRole, TargetSite } from "../../kind.js";
import { policyOf, trustOf } from "../../target-account.js";
import { applicationGrants } from "../cloudformation/index.js";
import { contentReads } from "./content-reads.js";

/** The roles of a target account that plans and applies take, where the installation deploys with Terraform. */
export function terraformTargetRoles(site: TargetSite, settings: Settings): TargetRole[] {
  return settings.terraform ? [planRole(site, settings), applyRole(site, settings)] : [];
}

/**
 * A plan sees what there is, as AWS's policy for readers lists it, and little of what is in it: whoever commits chooses what a
 * plan reads, and where that goes. It writes nothing, no lock either: who may take a lock away may take an apply's.
 */
function planRole(site: TargetSite, settings: Settings): TargetRole {
  const { planRole: name } = settings.childAccount;
  return {
    kind: "plan",
    name,
    description: "Plans of stagewright's pipelines look at applications with it",
    trust: trustOf(site, ["plan"], site.repositories, settings),
    policy: policyOf([leaveContent(site, settings)]),
    managedPolicies: [`arn:${site.partition}:iam::aws:policy/ReadOnlyAccess`],
    ofModule: false,
  };
}

/**
 * A denial alone may name what it leaves: all content but that which the installation lists, and AWS's own parameters, whose
 * ARNs have no account (Systems Manager user guide, "Finding public parameters").
 */
function leaveContent(site: TargetSite, { childAccount: { planReads } }: Settings): object {
  const publics = arn("ssm", "parameter/aws/*", { ...site, account: "" });
  return {
    Sid: "LeaveContent",
    Effect: "Deny",
    Action: contentReads,
    NotResource: [publics, ...planReads],
  };
}

/** An apply makes what CloudFormation could make with the deployer role, and keeps its state as one of them. */
function applyRole(site: TargetSite, settings: Settings): TargetRole {
  const { applyRole: name } = settings.childAccount;
  return {
    kind: "apply",
    name,
    description: "Applies of stagewright's pipelines make applications with it",
    trust: trustOf(site, ["apply"], site.repositories, settings),
    policy: policyOf(...applicationGrants(site, settings)),
    ofModule: false,
  };
}
