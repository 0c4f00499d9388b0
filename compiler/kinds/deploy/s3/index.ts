import { type Problem, type Schema, show } from "../../../diagnostics/index.js";
import { allow, bucketArn, roleArn, type Statement, unique } from "../../../iam/index.js";
import { isOwnBucket, matchesAny, type Settings } from "../../../settings/index.js";
import { bucketName } from "../../bucket-name.js";
import { given } from "../../given.js";
import type { DeployKind, RoleInAccount, TargetSite } from "../../kind.js";
import { policyOf, readPackages, takeTargetRoles, trustOf } from "../../target-account.js";

/** What an environment says of its site, as the checks see it. */
export interface RawSite {
  readonly SiteBucket?: string;
}

export interface SiteDeployment {
  readonly type: "S3";
  readonly bucket: string;
}

/** With the role of the target account that puts the files there. */
export interface BoundSite extends SiteDeployment {
  readonly role: RoleInAccount;
}

const siteBucket: Schema = {
  description:
    "The bucket of the target account that the build's output is unpacked into, for S3. The setting `deploy.S3.bucket` must allow it.",
  type: "string",
  ...bucketName,
  examples: ["acme-shop-site-prod"],
};

const ownSettings: Schema = {
  description: "Static sites.",
  type: "object",
  additionalProperties: false,
  default: {},
  examples: [{ bucket: "acme-*-site-*" }],
  properties: {
    role: {
      description:
        "The role that the pipeline's S3 action takes in a target account: one for all repositories, with isolation by repository too.",
      type: "string",
      pattern: "^[A-Za-z0-9_+=,.@-]{1,64}$",
      "x-allowed": "the name of an IAM role, without path",
      default: "ChildAccountSiteRole",
      examples: ["acme-sites"],
    },
    bucket: {
      description: "The buckets that sites may be deployed to. `*` stands for any characters.",
      type: "string",
      pattern: "^[a-z0-9.*-]{3,63}$",
      "x-allowed": "the name of a bucket, with * as wildcard",
      default: "*-site-*",
      examples: ["acme-*-site-*"],
    },
  },
};

function settingsOf({ deploy }: Settings) {
  const { role, bucket } = deploy?.S3 ?? {};
  return { role: given(role, "deploy.S3.role"), bucket: given(bucket, "deploy.S3.bucket") };
}

/** A static site: the build's output, unpacked into a bucket of the target account. */
export const s3Site: DeployKind<RawSite, SiteDeployment, BoundSite> = {
  type: "S3",
  label: "S3 for a static site",
  place: "deployment",
  keys: {
    properties: { SiteBucket: siteBucket },
    required: { SiteBucket: "the bucket of the target account that the site stands in" },
  },
  settings: ownSettings,
  check: checkSite,
  valid: ({ SiteBucket }) => ({ type: "S3", bucket: given(SiteBucket, "SiteBucket") }),
  bind: (site, { accountId }, settings) => ({
    ...site,
    role: { accountId, name: settingsOf(settings).role },
  }),
  /** CodePipeline user guide, "Amazon S3 deploy action reference". */
  actions: ({ bucket, role }, { environment, accountId }) => [
    {
      name: `Deploy${environment}Site`,
      runOrder: 1,
      provider: "S3",
      configuration: { BucketName: bucket, Extract: "true" },
      takesBuild: true,
      prepares: false,
      role,
      summary: `account ${accountId}, bucket ${bucket}`,
    },
  ],
  tells: ["SITE_BUCKET"],
  told: ({ bucket }) => ({ SITE_BUCKET: bucket }),
  readers: ({ role }) => [role],
  grants: (sites, context) => [
    allow(
      "DeploySites",
      ["sts:AssumeRole"],
      unique(sites.map(({ role: { accountId: account, name } }) => roleArn(name, { ...context, account }))),
    ),
  ],
  ceiling: {
    part: "deploy S3",
    budget: 150,
    grows: ["limits.accounts"],
    statements: (installation) => [takeTargetRoles([settingsOf(installation.settings).role], installation)],
  },
  rolePatterns: (settings) => [settingsOf(settings).role],
  targetRoles: (site, settings) => [
    {
      kind: "site",
      name: settingsOf(settings).role,
      description: "Pipelines of stagewright deploy static sites with it",
      trust: trustOf(site, ["pipeline"], site.repositories, settings),
      policy: policyOf(putSites(site, settingsOf(settings).bucket), readPackages(site)),
      ofModule: false,
    },
  ],
};

/** The site's bucket is one that the installation allows, and none of its own. */
function checkSite({ SiteBucket: bucket }: RawSite, path: string, settings: Settings): Problem[] {
  if (bucket === undefined) return [];
  const allowed = settingsOf(settings).bucket;
  if (matchesAny(bucket, [allowed]) && !isOwnBucket(bucket, settings)) return [];
  return [
    {
      path: `${path}/SiteBucket`,
      code: "item.limit-site-bucket",
      value: show(bucket),
      message: `No site may be deployed to the bucket ${show(bucket)} in this installation.`,
      hint: `Allowed: ${allowed} (setting deploy.S3.bucket), and no bucket of stagewright's own.`,
    },
  ];
}

/** CodePipeline user guide, "Amazon S3 deploy action reference", "Service role permissions". */
function putSites(site: TargetSite, bucket: string): Statement[] {
  return [
    allow(
      "PutSites",
      ["s3:PutObject", "s3:PutObjectAcl", "s3:PutObjectVersionAcl"],
      [bucketArn(`${bucket}/*`, site)],
    ),
    allow(
      "SeeSites",
      ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning"],
      [bucketArn(bucket, site)],
    ),
  ];
}
