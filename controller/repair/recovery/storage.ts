import { DescribeLogGroupsCommand, ListTagsForResourceCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  GetBucketTaggingCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  type S3Client,
} from "@aws-sdk/client-s3";
import { messageOf } from "../../records/index.js";
import { httpStatusOf } from "../../state/index.js";
import { callerOf, unlessAbsent } from "./clients.js";
import { type Finder, tagsIn, text } from "./finder.js";

/** Of the own account only: whoever guesses a name may have made a bucket of it that everybody can read. */
export const findBucket: Finder = async (values, { clients }) => {
  const { s3 } = clients;
  const { account } = await callerOf(clients);
  const bucket: OwnBucket = { Bucket: text(values, "bucket"), ExpectedBucketOwner: account };
  const head = s3.send(new HeadBucketCommand(bucket)).catch(async (error: unknown) => {
    if (httpStatusOf(error) !== 403) throw error;
    await refuseIfOwn(bucket, s3);
    return "elsewhere" as const;
  });
  const there = await unlessAbsent(head, "NotFound", "NoSuchBucket");
  if (!there) return undefined;
  if (there === "elsewhere") return { id: bucket.Bucket, tags: {}, isElsewhere: true };
  const tagging = await unlessAbsent(s3.send(new GetBucketTaggingCommand(bucket)), "NoSuchTagSet");
  return { id: bucket.Bucket, tags: tagsIn(tagging?.TagSet) };
};

/** S3 answers 403 where the owner is another. */
interface OwnBucket {
  readonly Bucket: string;
  readonly ExpectedBucketOwner: string;
}

/**
 * Throws S3's words where a bucket of the own account is closed to us. An answer to HEAD has no words, so the same
 * permission is asked for once more; S3 names who may not do what only within the account, or the organization.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html
 */
async function refuseIfOwn(bucket: OwnBucket, s3: S3Client): Promise<void> {
  await s3.send(new ListObjectsV2Command({ ...bucket, MaxKeys: 1 })).catch((error: unknown) => {
    if (httpStatusOf(error) !== 403 || /not authorized to perform/.test(messageOf(error))) throw error;
  });
}

export const findLogGroup: Finder = async (values, { clients: { logs } }) => {
  const name = text(values, "name");
  const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: name }));
  const group = logGroups.find(({ logGroupName }) => logGroupName === name);
  if (!group?.arn) return undefined;
  const resourceArn = group.arn.replace(/:\*$/, "");
  const { tags = {} } = await logs.send(new ListTagsForResourceCommand({ resourceArn }));
  return { id: name, tags };
};
