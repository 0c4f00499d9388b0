import { accountArn, roleArn, type Statement, type Texts } from "../compiler/iam/index.js";
import type { Site } from "./statement.js";

type Callers = "pipeline" | "tests";

/** How the roles of pipelines end, and those of the tests of their environments. */
const endings: Readonly<Record<Callers, string>> = { pipeline: "pipeline", tests: "tests-*" };

/**
 * Roles of stagewright in the central account may take the role, for these repositories. The account is allowed and the
 * condition names the roles: AWS refuses a principal that does not exist yet, and accounts come before pipelines.
 */
export function trustCallers(
  { partition, centralAccount: account, namePrefix }: Site,
  callers: readonly Callers[],
  repositories: Texts,
): Statement {
  const roles = roleArn(`${namePrefix}-*--*`, { partition, account });
  return {
    Sid: "RolesOfStagewright",
    Effect: "Allow",
    Principal: { AWS: accountArn({ partition, account }) },
    Action: ["sts:AssumeRole"],
    Condition: {
      ArnLike: { "aws:PrincipalArn": callers.map((caller) => `${roles}-${endings[caller]}`) },
      StringLike: { "aws:PrincipalTag/stagewright:repository": repositories },
    },
  };
}

/** Nobody from outside of the organisation. Who is in none has no such key, and is denied too. */
export function denyOtherOrganisations(
  { partition, centralAccount: account }: Site,
  organisationId: string,
): Statement {
  return {
    Sid: "OnlyThisOrganisation",
    Effect: "Deny",
    Principal: { AWS: accountArn({ partition, account }) },
    Action: ["sts:AssumeRole"],
    Condition: { StringNotEquals: { "aws:PrincipalOrgID": organisationId } },
  };
}

/** CloudFormation alone, for this account's stacks: AWS does not promise to name the account here. */
export function trustCloudFormation({ account }: Site): Statement {
  return {
    Sid: "CloudFormation",
    Effect: "Allow",
    Principal: { Service: "cloudformation.amazonaws.com" },
    Action: ["sts:AssumeRole"],
    Condition: { StringEqualsIfExists: { "aws:SourceAccount": account } },
  };
}
