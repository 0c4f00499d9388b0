import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table/index.js";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket/index.js";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls/index.js";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy/index.js";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block/index.js";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration/index.js";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning/index.js";
import type { TerraformStack } from "cdktf";
import { policy } from "../../../compiler/iam/index.js";
import { dependOn } from "../../../compiler/stack/depends-on.js";
import { arnsOf } from "./policies/index.js";
import type { ControlPlaneProps } from "./props.js";
import type { Site } from "./site.js";

/** What bootstrap makes before Terraform can run, as addresses: they outlive the stack when it is destroyed. */
export const stateStoreAddresses = (hasLockTable: boolean): readonly string[] => [
  "aws_s3_bucket.state",
  "aws_s3_bucket_ownership_controls.state",
  "aws_s3_bucket_policy.state",
  "aws_s3_bucket_public_access_block.state",
  "aws_s3_bucket_server_side_encryption_configuration.state",
  "aws_s3_bucket_versioning.state",
  ...(hasLockTable ? ["aws_dynamodb_table.locks"] : []),
];

/** The bucket and the table that the backend needs: there before the stack, so they are imported. */
export function addStateStore(stack: TerraformStack, plan: ControlPlaneProps): void {
  const { names, hasLockTable } = plan.site;
  addBucket(stack, plan);
  if (hasLockTable) addLockTable(stack, plan);
  const table = { to: "aws_dynamodb_table.locks", id: names.lockTable };
  const bucket = { to: "aws_s3_bucket.state", id: names.stateBucket };
  stack.addOverride("import", [bucket, ...(hasLockTable ? [table] : [])]);
}

function addLockTable(stack: TerraformStack, { site, protect }: ControlPlaneProps): void {
  new DynamodbTable(stack, "lock-table", {
    name: site.names.lockTable,
    billingMode: "PAY_PER_REQUEST",
    hashKey: "LockID",
    attribute: [{ name: "LockID", type: "S" }],
    deletionProtectionEnabled: protect,
  }).overrideLogicalId("locks");
}

function addBucket(stack: TerraformStack, { site, settings }: ControlPlaneProps): void {
  new S3Bucket(stack, "state-bucket", { bucket: site.names.stateBucket }).overrideLogicalId("state");
  const bucket = "${aws_s3_bucket.state.id}";
  new S3BucketOwnershipControls(stack, "state-ownership", {
    bucket,
    rule: { objectOwnership: "BucketOwnerEnforced" },
  }).overrideLogicalId("state");
  new S3BucketPublicAccessBlock(stack, "state-public-access", {
    bucket,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  }).overrideLogicalId("state");
  new S3BucketVersioningA(stack, "state-versioning", {
    bucket,
    versioningConfiguration: { status: "Enabled" },
  }).overrideLogicalId("state");
  const kmsMasterKeyId = settings.state.kmsKeyArn;
  const encryption = kmsMasterKeyId
    ? { sseAlgorithm: "aws:kms", kmsMasterKeyId }
    : { sseAlgorithm: "AES256" };
  new S3BucketServerSideEncryptionConfigurationA(stack, "state-encryption", {
    bucket,
    rule: [
      { applyServerSideEncryptionByDefault: encryption, bucketKeyEnabled: kmsMasterKeyId !== undefined },
    ],
  }).overrideLogicalId("state");
  addBucketPolicy(stack, bucket, site);
}

/** After the public access block: AWS refuses two changes of one bucket's access at a time. */
function addBucketPolicy(stack: TerraformStack, bucket: string, site: Site): void {
  const { stateBucket } = arnsOf(site);
  const tlsOnly = policy([
    {
      Sid: "TlsOnly",
      Effect: "Deny",
      Principal: "*",
      Action: ["s3:*"],
      Resource: [stateBucket, `${stateBucket}/*`],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ]);
  const held = new S3BucketPolicy(stack, "state-policy", { bucket, policy: JSON.stringify(tlsOnly) });
  dependOn(held, ["aws_s3_bucket_public_access_block.state"]).overrideLogicalId("state");
}
