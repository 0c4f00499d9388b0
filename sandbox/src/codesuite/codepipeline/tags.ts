import {
  AwsError,
  type CodeSuiteContext,
  maxTags,
  type Operation,
  type OperationCall,
  requestTagContext,
  reservedKey,
  type Tags,
  tryParseArn,
  withoutTags,
  withTags,
} from "../core/index.js";
import type { PipelineRecord } from "./declaration.js";
import { onPipeline, pipelinesAt } from "./pipelines.js";

/** Tags as CodePipeline sends them. */
export type TagList = readonly { readonly key: string; readonly value: string }[];

export function tagsOf(list: TagList = []): Tags {
  return Object.fromEntries(list.map(({ key, value }) => [key, value]));
}

export function listOf(tags: Tags): TagList {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html (pipeline tags) */
export function checkTags(resourceArn: string, tags: Tags): void {
  refuseReserved(Object.keys(tags));
  if (Object.keys(tags).length > maxTags) {
    throw new AwsError("TooManyTagsException", `Tag limit exceeded for resource [${resourceArn}].`);
  }
}

export function tagResource(context: CodeSuiteContext): Operation<{ resourceArn: string; tags: TagList }> {
  return {
    permission: ({ resourceArn, tags }, call) =>
      onPipeline(context, call, nameIn(resourceArn, call), requestTagContext(tagsOf(tags))),
    handle({ resourceArn, tags: added }, call) {
      const pipeline = tagged(context, call, resourceArn);
      const tags = withTags(pipeline.tags, tagsOf(added));
      checkTags(resourceArn, tags);
      pipelinesAt(context, call).current.put(pipeline.declaration.name, { ...pipeline, tags });
      return {};
    },
  };
}

export function untagResource(
  context: CodeSuiteContext,
): Operation<{ resourceArn: string; tagKeys: readonly string[] }> {
  return {
    permission: ({ resourceArn, tagKeys }, call) =>
      onPipeline(context, call, nameIn(resourceArn, call), { "aws:TagKeys": tagKeys }),
    handle({ resourceArn, tagKeys }, call) {
      refuseReserved(tagKeys);
      const pipeline = tagged(context, call, resourceArn);
      const tags = withoutTags(pipeline.tags, tagKeys);
      pipelinesAt(context, call).current.put(pipeline.declaration.name, { ...pipeline, tags });
      return {};
    },
  };
}

/** A resource has 50 tags at most, so one page always holds them. */
export function listTags(context: CodeSuiteContext): Operation<{ resourceArn: string }> {
  return {
    permission: ({ resourceArn }, call) => onPipeline(context, call, nameIn(resourceArn, call)),
    handle: ({ resourceArn }, call) => ({ tags: listOf(tagged(context, call, resourceArn).tags) }),
  };
}

function refuseReserved(keys: readonly string[]): void {
  if (reservedKey(keys) === undefined) return;
  throw new AwsError(
    "InvalidTagsException",
    "Not allowed to modify system tags. System tags start with 'aws:'. msg=[Caller is an end user and not allowed to mutate system tags]",
  );
}

function tagged(context: CodeSuiteContext, call: OperationCall, resourceArn: string): PipelineRecord {
  const name = nameIn(resourceArn, call);
  const pipeline = pipelinesAt(context, call).current.get(name);
  if (pipeline) return pipeline;
  throw new AwsError(
    "ResourceNotFoundException",
    `The account with id '${call.accountId}' does not include a pipeline with the name '${name}'`,
  );
}

function nameIn(resourceArn: string, call: OperationCall): string {
  const arn = tryParseArn(resourceArn);
  if (arn?.service !== "codepipeline" || arn.region !== call.region || arn.accountId !== call.accountId) {
    throw new AwsError("InvalidArnException", `Invalid resource arn: ${resourceArn}`);
  }
  return arn.resource;
}
