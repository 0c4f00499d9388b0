import { DescribeLogGroupsCommand, ListTagsForResourceCommand } from "@aws-sdk/client-cloudwatch-logs";
import { GetBucketTaggingCommand, HeadBucketCommand } from "@aws-sdk/client-s3";
import { unlessAbsent } from "./clients.js";
import { type Finder, tagsIn, text } from "./finder.js";

/** A bucket of another account answers 403: that is no absence, and Terraform will say that the name is taken. */
export const findBucket: Finder = async (values, { clients: { s3 } }) => {
  const Bucket = text(values, "bucket");
  const there = await unlessAbsent(s3.send(new HeadBucketCommand({ Bucket })), "NotFound", "NoSuchBucket");
  if (!there) return undefined;
  const tagging = await unlessAbsent(s3.send(new GetBucketTaggingCommand({ Bucket })), "NoSuchTagSet");
  return { id: Bucket, tags: tagsIn(tagging?.TagSet) };
};

export const findLogGroup: Finder = async (values, { clients: { logs } }) => {
  const name = text(values, "name");
  const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: name }));
  const group = logGroups.find(({ logGroupName }) => logGroupName === name);
  if (!group?.arn) return undefined;
  const resourceArn = group.arn.replace(/:\*$/, "");
  const { tags = {} } = await logs.send(new ListTagsForResourceCommand({ resourceArn }));
  return { id: name, tags };
};
