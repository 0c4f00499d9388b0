/**
 * Statements that no run of the lived pipeline asks for, by the reason why they are there. A statement is named by its role and
 * its Sid.
 */
const unaskedForAReason: Readonly<Record<string, readonly string[]>> = {
  "the role of pipelines that put a site into a bucket; the lived one deploys stacks": [
    "ChildAccountSiteRole DecryptPackages",
    "ChildAccountSiteRole FindPackages",
    "ChildAccountSiteRole PutSites",
    "ChildAccountSiteRole ReadPackages",
    "ChildAccountSiteRole SeePackages",
    "ChildAccountSiteRole SeeSites",
  ],
  // https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-create-cross-account.html
  "AWS's page on pipelines of several accounts lets the other account see and list the bucket; which call asks is not said":
    [
      "ChildAccountDeployerRole FindPackages",
      "ChildAccountDeployerRole SeePackages",
      "ChildAccountFormationRole FindPackages",
      "ChildAccountFormationRole SeePackages",
    ],
  "a template that uses a macro of its account; the lived one uses AWS's transform": [
    "ChildAccountFormationRole RunMacros",
  ],
  "ServicesOfApplications allows it too, while deployerServices has s3": [
    "ChildAccountDeployerRole ReadPackages",
  ],
};

/** The reason of each such statement. */
export const unasked: ReadonlyMap<string, string> = new Map(
  Object.entries(unaskedForAReason).flatMap(([reason, statements]) =>
    statements.map((statement) => [statement, reason] as const),
  ),
);

/**
 * A run denies these nothing by itself: the artifact key's own policy lets in each role that its pipeline makes, and a
 * key's policy that does is enough within one account
 * (https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html).
 */
export const grantedByTheKey: ReadonlySet<string> = new Set([
  "build ArtifactKey",
  "pipeline ArtifactKey",
  "tests-prod--za4bcc ArtifactKey",
  "tests-stag--hxngbf ArtifactKey",
]);
