import { accountArn, allow, allowTo, type Policy, parseArn, unique } from "../iam/index.js";
import type { Settings } from "../settings/index.js";
import type { TargetContext, TargetRole, TargetSite } from "./kind.js";
import { denyOtherOrganisations, policyOf, stacksArn } from "./target-account.js";

/** The role that people look with at what an approval is about. Nobody looks unless the settings say who. */
export function viewTargetRoles(site: TargetSite, settings: Settings): TargetRole[] {
  if (settings.childAccount.viewers.length === 0) return [];
  return [
    {
      kind: "view",
      name: settings.childAccount.viewRole,
      description: "Approvers look with it at what pipelines of stagewright are about to change",
      trust: trustViewers(settings),
      policy: policyOf([viewChanges(site)]),
      ofModule: false,
    },
  ];
}

/** A stack's change set and its history; nothing of what the stack is made of, and nothing that changes. */
function viewChanges(site: TargetContext) {
  return allow(
    "ViewChanges",
    [
      "cloudformation:DescribeChangeSet",
      "cloudformation:DescribeStackEvents",
      "cloudformation:DescribeStacks",
      "cloudformation:GetTemplate",
    ],
    [stacksArn(site, "")],
  );
}

/** Their accounts are allowed and the condition names them, since AWS refuses a principal that does not exist. */
function trustViewers({ childAccount }: Settings): Policy<object> {
  const { viewers, organisationId } = childAccount;
  const accounts = unique(viewers.flatMap((viewer) => parseArn(viewer) ?? []).map(accountArn));
  const own = allowTo(
    { AWS: accounts },
    {
      Sid: "Viewers",
      Action: ["sts:AssumeRole"],
      Condition: { ArnLike: { "aws:PrincipalArn": unique(viewers) } },
    },
  );
  return policyOf([own], organisationId ? [denyOtherOrganisations(accounts, organisationId)] : []);
}
