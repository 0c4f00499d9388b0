/**
 * What the provider asks of a bucket, as IAM calls it, which is not always as S3 does: HeadBucket is ListBucket,
 * GetBucketEncryption is GetEncryptionConfiguration, and taking a setting away is putting one (Amazon S3 user guide,
 * "Required permissions for Amazon S3 API operations"). From provider 6.23.0 on a bucket is tagged as it is made, and its
 * tags are read and written by the three calls of S3 Control that end in `Resource`; a denial is passed over, with the
 * bucket untagged for a while (its CHANGELOG, and pull request 45251).
 */
export const bucketActions: readonly string[] = [
  "CreateBucket",
  "DeleteBucket",
  "DeleteBucketPolicy",
  "GetAccelerateConfiguration",
  "GetBucketAcl",
  "GetBucketCORS",
  "GetBucketLogging",
  "GetBucketObjectLockConfiguration",
  "GetBucketOwnershipControls",
  "GetBucketPolicy",
  "GetBucketPublicAccessBlock",
  "GetBucketRequestPayment",
  "GetBucketTagging",
  "GetBucketVersioning",
  "GetBucketWebsite",
  "GetEncryptionConfiguration",
  "GetLifecycleConfiguration",
  "GetReplicationConfiguration",
  "ListBucket",
  "ListBucketVersions",
  "ListTagsForResource",
  "PutBucketOwnershipControls",
  "PutBucketPolicy",
  "PutBucketPublicAccessBlock",
  "PutBucketTagging",
  "PutBucketVersioning",
  "PutEncryptionConfiguration",
  "PutLifecycleConfiguration",
  "TagResource",
  "UntagResource",
];
