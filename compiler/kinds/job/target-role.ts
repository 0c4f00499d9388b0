import { type ArnContext, allow, roleArn, type Statement } from "../../iam/index.js";
import type { Settings } from "../../settings/index.js";
import { formationRoleOf, formationRolePattern } from "../formation-role.js";
import type { RoleInAccount, TargetContext, TargetRole, TargetSite } from "../kind.js";
import { policyOf, stacksArn, trustOf } from "../target-account.js";

type Names = Pick<Settings, "childAccount">;

/** Tests may be given the role that deployments take: then the two names are one. */
function isFormationRole({ childAccount }: Names): boolean {
  return childAccount.testRole === childAccount.formationRole;
}

/** The role of a target account that a repository's tests take. */
export function testRoleOf(accountId: string, repository: string, settings: Names): RoleInAccount {
  const name = isFormationRole(settings)
    ? formationRoleOf(repository, settings)
    : settings.childAccount.testRole;
  return { accountId, name };
}

/** Its name for any repository, as a pattern of IAM. */
export function testRolePattern(settings: Names): string {
  return isFormationRole(settings) ? formationRolePattern(settings) : settings.childAccount.testRole;
}

/** What the tests' role in the central account needs for it. */
export function takeTestRole({ accountId, name }: RoleInAccount, context: ArnContext): Statement {
  return allow("TestInItsAccount", ["sts:AssumeRole"], [roleArn(name, { ...context, account: accountId })]);
}

/** What test code may do unless the settings say otherwise: read what stacks of pipelines put out, and nothing else. */
export function testRoleGrants(site: TargetContext): Statement[] {
  return [
    allow(
      "ReadStacks",
      ["cloudformation:DescribeStacks", "cloudformation:ListStackResources"],
      [stacksArn(site, "")],
    ),
  ];
}

export function testTargetRoles(site: TargetSite, settings: Settings): TargetRole[] {
  if (isFormationRole(settings)) return [];
  const { testRole, testPolicy } = settings.childAccount;
  return [
    {
      kind: "test",
      name: testRole,
      description: "Tests of stagewright's pipelines look at applications with it",
      trust: trustOf(site, ["tests"], site.repositories, settings),
      policy: policyOf(testPolicy ?? testRoleGrants(site)),
      ofModule: true,
    },
  ];
}
