import { type ActionType, none, ofAws, one } from "./action-type.js";
import { deployObjects } from "./s3-deploy.js";
import { fetchObject } from "./s3-source.js";

export const s3: readonly ActionType[] = [
  ofAws("Source", "S3", {
    inputs: none,
    outputs: one,
    required: ["S3Bucket", "S3ObjectKey"],
    optional: ["PollForSourceChanges", "AllowOverrideForS3ObjectKey"],
    execute: fetchObject,
  }),
  ofAws("Deploy", "S3", {
    inputs: one,
    outputs: none,
    required: ["BucketName", "Extract"],
    optional: ["ObjectKey", "KMSEncryptionKeyARN", "CannedACL", "CacheControl"],
    execute: deployObjects,
  }),
];
