import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias/index.js";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key/index.js";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket/index.js";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration/index.js";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls/index.js";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy/index.js";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block/index.js";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration/index.js";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning/index.js";
import type { TerraformStack } from "cdktf";
import { dependOn } from "../../../compiler/stack/depends-on.js";
import { deploymentsBucketPolicy, deploymentsKeyPolicy } from "./policies/index.js";
import type { ControlPlaneProps } from "./props.js";

/** A plan nobody answered for so long is stale; what it holds of secrets goes with it. */
const planDays = 14;

const bucket = "${aws_s3_bucket.deployments.id}";

/**
 * The bucket of plans, of what was applied last and of the tools, with a key of its own, where the installation deploys with
 * Terraform. It is not the states' bucket: builds that run repositories' code reach this one.
 */
export function addDeployments(stack: TerraformStack, plan: ControlPlaneProps): void {
  const name = plan.site.deploymentsBucket;
  if (name === undefined) return;
  addKey(stack, plan);
  new S3Bucket(stack, "deployments-bucket", { bucket: name }).overrideLogicalId("deployments");
  addAccess(stack, plan);
  addKeeping(stack);
}

/** Its tag is what policies know it by. */
function addKey(stack: TerraformStack, { site, settings }: ControlPlaneProps): void {
  new KmsKey(stack, "deployments-key", {
    description: "Plans of Terraform, and what was applied last",
    enableKeyRotation: true,
    deletionWindowInDays: 7,
    policy: JSON.stringify(deploymentsKeyPolicy(site)),
    tags: { "stagewright:deployments": settings.namePrefix },
  }).overrideLogicalId("deployments");
  new KmsAlias(stack, "deployments-alias", {
    name: `alias/${site.names.deploymentsKey}`,
    targetKeyId: "${aws_kms_key.deployments.key_id}",
  }).overrideLogicalId("deployments");
}

/** Private, TLS only, and closed to the roles of target accounts. */
function addAccess(stack: TerraformStack, { site }: ControlPlaneProps): void {
  new S3BucketOwnershipControls(stack, "deployments-ownership", {
    bucket,
    rule: { objectOwnership: "BucketOwnerEnforced" },
  }).overrideLogicalId("deployments");
  new S3BucketPublicAccessBlock(stack, "deployments-public-access", {
    bucket,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  }).overrideLogicalId("deployments");
  const held = new S3BucketPolicy(stack, "deployments-policy", {
    bucket,
    policy: JSON.stringify(deploymentsBucketPolicy(site)),
  });
  dependOn(held, ["aws_s3_bucket_public_access_block.deployments"]).overrideLogicalId("deployments");
}

/** Encrypted and versioned: a review names the version that it read. Plans expire, in every version. */
function addKeeping(stack: TerraformStack): void {
  new S3BucketVersioningA(stack, "deployments-versioning", {
    bucket,
    versioningConfiguration: { status: "Enabled" },
  }).overrideLogicalId("deployments");
  new S3BucketServerSideEncryptionConfigurationA(stack, "deployments-encryption", {
    bucket,
    rule: [
      {
        applyServerSideEncryptionByDefault: {
          sseAlgorithm: "aws:kms",
          kmsMasterKeyId: "${aws_kms_key.deployments.arn}",
        },
        bucketKeyEnabled: true,
      },
    ],
  }).overrideLogicalId("deployments");
  const lifecycle = new S3BucketLifecycleConfiguration(stack, "deployments-lifecycle", {
    bucket,
    rule: [
      {
        id: "plans",
        status: "Enabled",
        filter: [{ prefix: "plans/" }],
        expiration: [{ days: planDays }],
        noncurrentVersionExpiration: [{ noncurrentDays: planDays }],
      },
      {
        id: "abandoned-uploads",
        status: "Enabled",
        filter: [{ prefix: "" }],
        abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
      },
    ],
  });
  dependOn(lifecycle, ["aws_s3_bucket_versioning.deployments"]).overrideLogicalId("deployments");
}
