import { childRoles } from "../../child-account/child-account.js";
import { choices, settingsWith, targetSite } from "../../child-account/settings.fixture.js";
import type { Policy } from "../../compiler/iam/index.js";

/** Choices whose policies an installation writes itself. */
const ownPolicies = "own policies";

/** The policies of the roles of target accounts, by the role's kind, under each choice of an installation. */
export function policiesOfTargetAccounts(): [string, Policy][] {
  const shipped = Object.entries(choices).filter(([name]) => name !== ownPolicies);
  return shipped.flatMap(([, choice]) =>
    childRoles(targetSite, settingsWith(choice)).map(({ kind, policy }): [string, Policy] => [
      kind,
      JSON.parse(JSON.stringify(policy)),
    ]),
  );
}
