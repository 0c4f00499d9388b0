import {
  type ArnContext,
  accountArn,
  allow,
  allowTo,
  arn,
  bucketArn,
  dnsSuffixOf,
  ownedBy,
  type Policy,
  roleArn,
  type Statement,
  type Texts,
} from "../iam/index.js";
import { environmentRolePattern, pipelineRolePattern } from "../names/index.js";
import type { Settings } from "../settings/index.js";
import type { InstallationContext, TargetContext, TargetSite } from "./kind.js";

/** Statements of the installation's own settings are taken as they are written. */
export function policyOf(...statements: readonly (readonly object[])[]): Policy<object> {
  return { Version: "2012-10-17", Statement: statements.flat() };
}

/**
 * What a kind's ceiling says of its roles in target accounts, by their names as patterns. The accounts stand in a
 * condition, since an ARN for each would not fit: 50 accounts are 750 characters. A key that is not sent does not
 * refuse: each pipeline's own role names its accounts besides, and each target role whom it trusts.
 */
export function takeTargetRoles(names: readonly string[], installation: InstallationContext): Statement {
  const { accounts } = installation.settings.limits;
  return allow(
    "TargetAccounts",
    ["sts:AssumeRole"],
    names.map((name) => roleArn(name, { ...installation, account: "*" })),
    accounts && { StringEqualsIfExists: { "aws:ResourceAccount": accounts } },
  );
}

export type Caller = "pipeline" | "tests" | "plan" | "apply";

const patterns: Readonly<Record<Caller, (prefix: string) => string>> = {
  pipeline: (prefix) => pipelineRolePattern(prefix, "pipeline"),
  tests: (prefix) => environmentRolePattern(prefix, "tests"),
  plan: (prefix) => environmentRolePattern(prefix, "plan"),
  apply: (prefix) => environmentRolePattern(prefix, "apply"),
};

/** The trust of a role that roles of the central account take. */
export function trustOf(
  site: TargetSite,
  callers: readonly Caller[],
  repositories: Texts,
  { childAccount }: Pick<Settings, "childAccount">,
): Policy<object> {
  const { organisationId } = childAccount;
  return policyOf(
    [trustCallers(site, callers, repositories)],
    organisationId ? [denyOtherOrganisations([accountArn(centerOf(site))], organisationId)] : [],
  );
}

type Center = Pick<TargetSite, "partition" | "centralAccount" | "namePrefix">;

/**
 * Roles of stagewright in the central account may take the role, for these repositories. The account is allowed and the
 * condition names the roles: AWS refuses a principal that does not exist yet, and accounts come before pipelines.
 */
export function trustCallers(
  { partition, centralAccount: account, namePrefix }: Center,
  callers: readonly Caller[],
  repositories: Texts,
): Statement {
  return allowTo(
    { AWS: accountArn({ partition, account }) },
    {
      Sid: "RolesOfStagewright",
      Action: ["sts:AssumeRole"],
      Condition: {
        ArnLike: {
          "aws:PrincipalArn": callers.map((caller) =>
            roleArn(patterns[caller](namePrefix), { partition, account }),
          ),
        },
        StringLike: { "aws:PrincipalTag/stagewright:repository": repositories },
      },
    },
  );
}

/** Where the central account's own ARNs stand. */
export function centerOf({ partition, centralAccount: account }: Center): Omit<ArnContext, "region"> {
  return { partition, account };
}

/** Nobody of these accounts, by their ARNs, from outside of the organisation. Who is in none has no such key, and is denied too. */
export function denyOtherOrganisations(accounts: readonly string[], organisationId: string): Statement {
  const [first = ""] = accounts;
  return {
    Sid: "OnlyThisOrganisation",
    Effect: "Deny",
    Principal: { AWS: accounts.length === 1 ? first : accounts },
    Action: ["sts:AssumeRole"],
    Condition: { StringNotEquals: { "aws:PrincipalOrgID": organisationId } },
  };
}

/**
 * Accounts come before pipelines, so no bucket and no key can be named: buckets by prefix, keys by their account and by
 * the service that uses them. The pipeline's own bucket and key policies are the gate.
 */
export function readPackages(site: TargetContext): Statement[] {
  const { region, centralAccount, namePrefix, dnsSuffix = dnsSuffixOf(region) } = site;
  const bucket = bucketArn(`${namePrefix}-*--*-${centralAccount}`, site);
  const own = ownedBy(centralAccount);
  return [
    allow("ReadPackages", ["s3:GetObject", "s3:GetObjectVersion"], [`${bucket}/*`], own),
    allow("SeePackages", ["s3:GetBucketLocation", "s3:GetBucketVersioning"], [bucket], own),
    allow("FindPackages", ["s3:ListBucket"], [bucket], {
      ...own,
      StringLike: { "s3:prefix": ["*/BuildOutpu*"] },
    }),
    allow("DecryptPackages", ["kms:Decrypt"], [arn("kms", "key/*", { ...site, account: centralAccount })], {
      StringEquals: { "kms:ViaService": `s3.${region}.${dnsSuffix}` },
    }),
  ];
}

/** Stacks of pipelines: all of the installation, or those whose names end as given. */
export function stacksArn(site: TargetContext, ending: string): string {
  return arn("cloudformation", `stack/${site.namePrefix}-*--*${ending}/*`, site);
}
