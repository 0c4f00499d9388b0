import { AwsError, maxTags, reservedKey, type Tags } from "../core/index.js";

/** Tags as CodePipeline sends them. */
export type PipelineTags = readonly { readonly key: string; readonly value: string }[];

export function readPipelineTags(list: PipelineTags = []): Tags {
  return Object.fromEntries(list.map(({ key, value }) => [key, value]));
}

export function writePipelineTags(tags: Tags): PipelineTags {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html (pipeline tags) */
export function checkPipelineTags(resourceArn: string, tags: Tags): void {
  refuseReserved(Object.keys(tags));
  if (Object.keys(tags).length > maxTags) {
    throw new AwsError("TooManyTagsException", `Tag limit exceeded for resource [${resourceArn}].`);
  }
}

export function refuseReserved(keys: readonly string[]): void {
  if (reservedKey(keys) === undefined) return;
  throw new AwsError(
    "InvalidTagsException",
    "Not allowed to modify system tags. System tags start with 'aws:'. msg=[Caller is an end user and not allowed to mutate system tags]",
  );
}
