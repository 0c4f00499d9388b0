import { findPipeline, findProject } from "./code-services.js";
import type { Finder } from "./finder.js";
import { findAlias, findKey } from "./keys.js";
import { findRule, findTarget, findTopic } from "./messaging.js";
import { findRole, findRolePolicy } from "./roles.js";
import { findBucket, findLogGroup } from "./storage.js";

/** The types whose creation fails, or makes a second one, when the thing is there already. */
export const finders: Readonly<Record<string, Finder>> = {
  aws_cloudwatch_event_rule: findRule,
  aws_cloudwatch_event_target: findTarget,
  aws_cloudwatch_log_group: findLogGroup,
  aws_codebuild_project: findProject,
  aws_codepipeline: findPipeline,
  aws_iam_role: findRole,
  aws_iam_role_policy: findRolePolicy,
  aws_kms_alias: findAlias,
  aws_kms_key: findKey,
  aws_s3_bucket: findBucket,
  aws_sns_topic: findTopic,
};

/**
 * Settings of something else: to create them is to put them, whether or not they are there, and they go with what
 * they belong to. A subscription by e-mail cannot be imported before it is confirmed.
 */
export const settingTypes: readonly string[] = [
  "aws_s3_bucket_lifecycle_configuration",
  "aws_s3_bucket_ownership_controls",
  "aws_s3_bucket_policy",
  "aws_s3_bucket_public_access_block",
  "aws_s3_bucket_server_side_encryption_configuration",
  "aws_s3_bucket_versioning",
  "aws_sns_topic_subscription",
];
