import { environmentRolePattern, pipelineRolePattern } from "../compiler/pipeline/index.js";
import { roleArn, type Site, type Statement, type Texts } from "./statement.js";

type Callers = "pipeline" | "tests";

const patterns: Readonly<Record<Callers, (prefix: string) => string>> = {
  pipeline: (prefix) => pipelineRolePattern(prefix, "pipeline"),
  tests: (prefix) => environmentRolePattern(prefix, "tests"),
};

/**
 * Roles of stagewright in the central account may take the role, for these repositories. The account is allowed and the
 * condition names the roles: AWS refuses a principal that does not exist yet, and accounts come before pipelines.
 */
export function trustCallers(
  { partition, centralAccount, namePrefix }: Site,
  callers: readonly Callers[],
  repositories: Texts,
): Statement {
  const central = { partition, account: centralAccount };
  return {
    Sid: "RolesOfStagewright",
    Effect: "Allow",
    Principal: { AWS: `arn:${partition}:iam::${centralAccount}:root` },
    Action: ["sts:AssumeRole"],
    Condition: {
      ArnLike: {
        "aws:PrincipalArn": callers.map((caller) => roleArn(central, patterns[caller](namePrefix))),
      },
      StringLike: { "aws:PrincipalTag/stagewright:repository": repositories },
    },
  };
}

/** Nobody from outside of the organisation. Who is in none has no such key, and is denied too. */
export function denyOtherOrganisations(
  { partition, centralAccount }: Site,
  organisationId: string,
): Statement {
  return {
    Sid: "OnlyThisOrganisation",
    Effect: "Deny",
    Principal: { AWS: `arn:${partition}:iam::${centralAccount}:root` },
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
