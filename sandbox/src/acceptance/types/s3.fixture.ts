import type { Arguments, Given, ResourceType } from "../resource-type.fixture.js";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
export const bucket: ResourceType = {
  type: "aws_s3_bucket",
  fewest: ({ name }) => ({ bucket: name }),
  all: ({ name }) => ({ bucket: name, force_destroy: true, tags: { team: "R+D" } }),
  changes: ({ name }) => ({ bucket: `${name}-b`, force_destroy: false, tags: { team: "b", more: "" } }),
  replacing: ["bucket"],
  notImported: ["force_destroy"],
  filledIn: {
    request_payer: "BucketOwner",
    hosted_zone_id: "/./",
    server_side_encryption_configuration: {
      rule: { apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } },
    },
  },
};

/** A setting of a bucket, whose bucket is made beside it. */
function setting(
  type: string,
  values: (given: Given) => Arguments,
  others: (given: Given) => Arguments,
  more: Partial<ResourceType> = {},
): ResourceType {
  const owner = ({ label }: Given) => ({ bucket: `\${aws_s3_bucket.${ownerOf(type, label)}.id}` });
  return {
    type,
    fewest: (given) => ({ ...owner(given), ...values(given) }),
    all: (given) => ({ ...owner(given), ...others(given) }),
    needs: ({ name, label }) => ({ [`aws_s3_bucket.${ownerOf(type, label)}`]: { bucket: name } }),
    ...more,
  };
}

const ownerOf = (type: string, label: string) => `${type.slice(7).replaceAll("_", "-")}-${label}`;

const allowed = ({ account, name }: Given, action: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        ...{ Sid: "a", Effect: "Allow", Principal: { AWS: `arn:aws:iam::${account}:root` } },
        ...{ Action: action, Resource: `arn:aws:s3:::${name}/*` },
      },
    ],
  });

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html (PutBucket…) */
export const bucketSettings: readonly ResourceType[] = [
  setting(
    "aws_s3_bucket_versioning",
    () => ({ versioning_configuration: { status: "Enabled" } }),
    () => ({ versioning_configuration: { status: "Suspended" } }),
  ),
  setting(
    "aws_s3_bucket_policy",
    (given) => ({ policy: allowed(given, "s3:GetObject") }),
    (given) => ({ policy: allowed(given, "s3:PutObject") }),
  ),
  setting(
    "aws_s3_bucket_public_access_block",
    () => ({}),
    () => ({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    }),
  ),
  setting(
    "aws_s3_bucket_server_side_encryption_configuration",
    () => ({ rule: { apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } } }),
    ({ key }) => ({
      rule: {
        bucket_key_enabled: true,
        apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms", kms_master_key_id: key },
      },
    }),
  ),
  setting(
    "aws_s3_bucket_ownership_controls",
    () => ({ rule: { object_ownership: "BucketOwnerPreferred" } }),
    () => ({ rule: { object_ownership: "ObjectWriter" } }),
  ),
  setting(
    "aws_s3_bucket_request_payment_configuration",
    () => ({ payer: "Requester" }),
    () => ({ payer: "BucketOwner" }),
  ),
  setting(
    "aws_s3_bucket_notification",
    () => ({ eventbridge: true }),
    () => ({ eventbridge: false }),
  ),
];
