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
import {
  type ArtifactContext,
  artifactFolder,
  bucketPolicy,
  keyPolicy,
  type Pipeline,
} from "../pipeline/index.js";
import type { Settings } from "../settings/index.js";
import { dependOn } from "./depends-on.js";
import type { StackContext } from "./stack-context.js";
import { tagged } from "./tagged.js";

interface Artifacts {
  readonly bucketName: string;
  readonly bucketArn: string;
  readonly keyArn: string;
  /** What must stand before something is put into the bucket. */
  readonly ready: string;
}

const reference = {
  bucketName: "${aws_s3_bucket.artifacts.bucket}",
  bucketArn: "${aws_s3_bucket.artifacts.arn}",
  keyArn: "${aws_kms_key.artifacts.arn}",
};

/** The artifact bucket and its key: versioned, encrypted, private, TLS only. */
export function addArtifacts(
  stack: TerraformStack,
  pipeline: Pipeline,
  pipelineContext: Omit<ArtifactContext, "bucketArn" | "keyArn"> & Pick<StackContext, "tags">,
  settings: Settings,
): Artifacts {
  const context = { ...pipelineContext, ...reference };
  addKey(stack, pipeline, context);
  addBucket(stack, pipeline, context, settings);
  const ready = addBucketPolicy(stack, pipeline, context);
  return { ...reference, ready };
}

function addKey(
  stack: TerraformStack,
  pipeline: Pipeline,
  context: ArtifactContext & Pick<StackContext, "tags">,
): void {
  new KmsKey(stack, "artifacts-key", {
    description: `Artifacts of ${pipeline.name}`,
    enableKeyRotation: true,
    deletionWindowInDays: 7,
    policy: JSON.stringify(keyPolicy(pipeline, context)),
    ...tagged(context),
  }).overrideLogicalId("artifacts");
  new KmsAlias(stack, "artifacts-alias", {
    name: `alias/${pipeline.name}`,
    targetKeyId: "${aws_kms_key.artifacts.key_id}",
  }).overrideLogicalId("artifacts");
}

function addBucket(
  stack: TerraformStack,
  pipeline: Pipeline,
  { account, keyArn, tags }: ArtifactContext & Pick<StackContext, "tags">,
  settings: Settings,
): void {
  new S3Bucket(stack, "artifacts-bucket", {
    bucket: `${pipeline.name}-${account}${pipeline.artifactStores[0].bucketSuffix}`,
    forceDestroy: settings.artifacts.forceDestroy,
    ...tagged({ tags }),
  }).overrideLogicalId("artifacts");
  const bucket = "${aws_s3_bucket.artifacts.id}";
  new S3BucketOwnershipControls(stack, "artifacts-ownership", {
    bucket,
    rule: { objectOwnership: "BucketOwnerEnforced" },
  }).overrideLogicalId("artifacts");
  new S3BucketPublicAccessBlock(stack, "artifacts-public-access", {
    bucket,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  }).overrideLogicalId("artifacts");
  new S3BucketVersioningA(stack, "artifacts-versioning", {
    bucket,
    versioningConfiguration: { status: "Enabled" },
  }).overrideLogicalId("artifacts");
  new S3BucketServerSideEncryptionConfigurationA(stack, "artifacts-encryption", {
    bucket,
    rule: [
      {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn },
        bucketKeyEnabled: true,
      },
    ],
  }).overrideLogicalId("artifacts");
  if (pipeline.artifactRetentionDays > 0) addLifecycle(stack, bucket, pipeline);
}

/**
 * Only what CodePipeline itself keeps expires. What builds upload stays: a stack that is deployed names it, and needs it
 * again when a later deployment is rolled back, however old it is then.
 */
function addLifecycle(
  stack: TerraformStack,
  bucket: string,
  { name, artifactRetentionDays: days }: Pipeline,
): void {
  const lifecycle = new S3BucketLifecycleConfiguration(stack, "artifacts-lifecycle", {
    bucket,
    rule: [
      {
        id: "expire",
        status: "Enabled",
        filter: [{ prefix: artifactFolder(name) }],
        expiration: [{ days }],
        noncurrentVersionExpiration: [{ noncurrentDays: days }],
      },
      {
        id: "abandoned-uploads",
        status: "Enabled",
        filter: [{ prefix: "" }],
        abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
      },
    ],
  });
  dependOn(lifecycle, ["aws_s3_bucket_versioning.artifacts"]).overrideLogicalId("artifacts");
}

/** After the public access block: AWS refuses two changes of one bucket's access at a time. */
function addBucketPolicy(stack: TerraformStack, pipeline: Pipeline, context: ArtifactContext): string {
  const policy = new S3BucketPolicy(stack, "artifacts-policy", {
    bucket: "${aws_s3_bucket.artifacts.id}",
    policy: JSON.stringify(bucketPolicy(pipeline, context)),
  });
  dependOn(policy, ["aws_s3_bucket_public_access_block.artifacts"]).overrideLogicalId("artifacts");
  return "aws_s3_bucket_policy.artifacts";
}
